import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command as Parser } from 'commander'
import { REPLACE_BACKGROUND } from '../web/protocol/backdrops.ts'
import { isPainted } from '../web/protocol/imagine.ts'
import { addChainCommands, type Task } from './chaincommands.ts'
import { checkSettings, readConfig } from './config.ts'
import { EXITS, ExitError } from './exit.ts'
import { openLifetime } from './lifetime.ts'
import { createLogs } from './log.ts'
import { COMMANDS, type Command, MAKES, optionsOf, type Settings, TAKES_FILE } from './options.ts'
import { openTerminal } from './terminal.ts'
import { unlessAborted } from './time.ts'
import { toJson } from './transcode/tell.ts'

const PURPOSE: Record<Command, string> = {
  up: 'run everything on this machine: a relay, the pages, an orchestrator, and a gateway that streams the file, or a sample film',
  gateway:
    'stream a video file, or what OBS publishes, through the orchestrators that its relays know; or have them work on pictures and sounds, asked for over HTTP',
  transcode:
    'make another video of a video file, by every orchestrator that its relays know; without a relay by this machine alone',
  ask: 'have a picture changed by an AI model, the things in it found, what is said in a sound written down, or a picture painted from words, by an orchestrator that its relays know; without a relay by this machine alone',
  orchestrator: 'offer this machine’s work to gateways that its relays know',
  relay: 'run a relay: a meeting point for peers that carries no video',
}

const MANUAL = `
Config file (--config): a JSON object with the names of the options as keys, and "file" for the video, e.g.
  { "relay": ["/dns4/relay.example.org/tcp/443/wss/p2p/12D3Koo..."], "rungs": ["480p", "720p"], "once": true }
  Flags win over it. Relative paths in it begin at its folder. "build": false is --no-build.

Signals: SIGINT, SIGTERM and SIGHUP end everything in good order within 3 s; a second one ends it at once.
While it runs, /health on the port of the pages answers 200, or 503 while a node restarts.

Exit codes:
${Object.values(EXITS)
  .map(([code, meaning]) => `  ${String(code).padEnd(5)} ${meaning}`)
  .join('\n')}
  128+n ended by signal n without good order`

/** Runs the command line. Ends the process. */
export async function main(args: string[]): Promise<void> {
  const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8'))
  const parser = new Parser('millrace')
    .description('Millrace without a screen: the same pages in a browser that this command keeps running.')
    .version(version)
    .addHelpText('after', MANUAL)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXITS.usage[0]))
  for (const command of COMMANDS) addCommand(parser, command)
  addChainCommands(parser, startFolder(), execute)
  parser
    .command('evidence')
    .description('say what evidence from the stream, files or ask page proves about an orchestrator')
    .argument('<file>')
    .action(file =>
      execute('evidence', async ({ terminal }) => {
        const { explainEvidence } = await import('./evidence.ts')
        for (const line of await explainEvidence(resolve(startFolder(), file))) terminal.print(line)
      }),
    )
  await parser.parseAsync(args, { from: 'user' })
}

function addCommand(parser: Parser, name: Command) {
  const command = parser.command(name).description(PURPOSE[name])
  if (TAKES_FILE.includes(name)) {
    command.argument(
      '[file]',
      name === 'ask'
        ? 'PNG, JPEG or WebP; for captions a sound or a video; for imagine, imagine-clip and sd-turbo words, in quotes'
        : 'video: MP4, MOV, WebM, MKV or TS',
    )
  }
  for (const option of optionsOf(name)) {
    if (option.parse === undefined) command.option(option.flags, option.help)
    else command.option(option.flags, option.help, option.parse)
  }
  command.option('--config <file>', 'JSON file with any of these options').addHelpText('after', MANUAL)
  if (MAKES.includes(name)) {
    command.option('--json', 'a JSON object a line for each event, and for the end; logs go to stderr')
  }
  command.action(() => {
    const json = MAKES.includes(name) && command.opts().json === true
    const task: Task = async ({ lifetime, terminal }) => {
      const settings = settingsOf(name, command)
      const logs = createLogs(terminal, settings.log ?? (MAKES.includes(name) ? 'warn' : 'info'))
      // Browsers and relays take most of a second to load: not for who has misspelt an option.
      const { bringUp } = await import('./up.ts')
      await bringUp(name, settings, { lifetime, terminal, logs, json })
    }
    return execute(name, task, json)
  })
}

/** @param json its events are on the standard output, and end with how it ended */
async function execute(name: string, task: Task, json = false): Promise<never> {
  const lifetime = openLifetime()
  const terminal = openTerminal(json ? process.stderr : process.stdout)
  try {
    await unlessAborted(task({ lifetime, terminal }), lifetime.signal)
    return await lifetime.exit(EXITS.done[0])
  } catch (error) {
    terminal.close()
    const { message, hint, stack } = error as Error & { hint?: string }
    if (lifetime.signal.aborted) {
      const makes = MAKES.some(made => made === name)
      const exit = EXITS[makes ? 'unfinished' : 'done'][0]
      if (json) console.log(toJson({ event: 'stopped', message, exit }))
      return await lifetime.exit(exit, () => makes || terminal.print(`millrace ${name}: stopped.`))
    }
    const exit = error instanceof ExitError ? error.code : EXITS.failed[0]
    if (json) console.log(toJson({ event: 'failed', message, hint, exit }))
    console.error(
      `millrace ${name}: ${error instanceof ExitError ? message : stack}${hint ? `\n${hint}` : ''}`,
    )
    return await lifetime.exit(exit)
  }
}

/** The flags, over the config file if one is named. */
function settingsOf(name: Command, command: Parser): Settings {
  const folder = startFolder()
  const { config, json: _, ...given } = flagsOf(command)
  const flags = checkSettings(name, given, '--', folder)
  const file = typeof config === 'string' ? readConfig(name, resolve(folder, config)) : {}
  const settings = withWords({ ...file, ...flags }, given)
  const sources = [settings.file, settings.whip, settings.ai].filter(source => source !== undefined)
  if (sources.length > 1) {
    throw new ExitError(
      'usage',
      'A gateway has one thing to do: a file, what comes by --whip, or what is asked for by --ai.',
      'Run another one beside it, with a --data folder of its own.',
    )
  }
  if (settings.backdrop !== undefined && settings.effect !== REPLACE_BACKGROUND) {
    throw missing(name, `--effect ${REPLACE_BACKGROUND} beside --backdrop`)
  }
  if (name === 'transcode' && settings.file === undefined) throw missing(name, 'a video file')
  if (name === 'ask' && settings.file === undefined && settings.words === undefined) {
    throw missing(name, isPainted(settings.effect) ? 'words, in quotes' : 'a picture or a sound')
  }
  if (name === 'gateway' && sources.length === 0) {
    throw missing(name, 'a video file, --whip <[host]:port>, or --ai <[host]:port>')
  }
  if ((name === 'gateway' || name === 'orchestrator') && settings.relay === undefined) {
    throw missing(name, 'at least one relay: --relay <multiaddr>')
  }
  if (MAKES.includes(name) && settings.budget !== undefined) {
    if (settings.chain === undefined) throw missing(name, 'a chain to pay on: --chain <name>')
    if (settings.relay === undefined)
      throw missing(name, 'a relay at which to find those that it pays: --relay <multiaddr>')
  }
  if (typeof settings.chain === 'string') {
    if (settings.rpc === undefined || settings.keystore === undefined) {
      throw missing(name, 'the chain’s --rpc <url> and the account’s --keystore <file>')
    }
    if (name !== 'orchestrator' && settings.budget === undefined) {
      throw missing(name, 'the most that it may pay on the chain: --budget <ether>')
    }
  }
  return settings
}

/** What is painted is no file: the words as they were typed. */
function withWords({ file, ...settings }: Settings, { file: words }: { file?: unknown }): Settings {
  if (!isPainted(settings.effect)) return { ...settings, ...(file !== undefined && { file }) }
  return { ...settings, ...(typeof words === 'string' && { words }) }
}

function missing(name: Command, what: string): ExitError {
  return new ExitError('usage', `\`${name}\` needs ${what}.`, `\`millrace ${name} --help\` says more.`)
}

/** What was said on the command line, by the names of OPTIONS. */
function flagsOf(command: Parser): Record<string, unknown> {
  const given = command.options.filter(
    option => command.getOptionValueSource(option.attributeName()) === 'cli',
  )
  const flags = given.map(option => [
    option.name().replace(/^no-/, ''),
    command.getOptionValue(option.attributeName()),
  ])
  const [file] = command.args
  return { ...Object.fromEntries(flags), ...(file !== undefined && { file }) }
}

/** Where the person is: npm runs scripts at the root of the project, and tells where it was called. */
function startFolder(): string {
  const { npm_lifecycle_event, INIT_CWD } = process.env
  return npm_lifecycle_event === 'start' && INIT_CWD !== undefined ? INIT_CWD : process.cwd()
}
