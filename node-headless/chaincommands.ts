import { resolve } from 'node:path'
import type { Command as Parser } from 'commander'
import { createLogs } from './log.ts'
import type { Surroundings } from './up.ts'

/** What a command does once its words are understood. */
export type Task = (surroundings: Pick<Surroundings, 'lifetime' | 'terminal'>) => Promise<void>

const PASSWORD = [
  '--password-file <file>',
  'its first line is the keystore’s password; else MILLRACE_PASSWORD',
] as const

/** Adds the commands that need no browser: `deploy` and `keystore`. */
export function addChainCommands(
  parser: Parser,
  folder: string,
  execute: (name: string, task: Task) => Promise<never>,
) {
  parser
    .command('deploy')
    .description(
      'deploy the contracts to a public chain, or go on with that; says first what it takes and costs',
    )
    .requiredOption('--chain <name>', 'arbitrum-one, arbitrum-sepolia or the id of a chain')
    .requiredOption('--rpc <url>', 'a node of that chain')
    .requiredOption('--keystore <file>', 'key of the account that deploys, owns and pays')
    .option(...PASSWORD)
    .option('--addresses <file>', 'where the addresses are kept (default: deployments/<chain id>.json)')
    .option('--dry-run', 'only say what it takes and costs')
    .option('--yes', 'do not ask')
    .action(given =>
      execute('deploy', async ({ terminal }) => {
        const { publish } = await import('./chain/publish.ts')
        const { chain, rpc, dryRun = false, yes = false } = given
        const keystore = resolve(folder, given.keystore)
        const passwordFile = within(folder, given.passwordFile)
        const addresses = (id: number) => resolve(folder, given.addresses ?? `deployments/${id}.json`)
        const options = { chain, rpc, keystore, passwordFile, addresses, dryRun, yes }
        await publish(options, createLogs(terminal, 'info')('deploy'), terminal.print)
      }),
    )

  const keystore = parser.command('keystore').description('make the file of an encrypted key')
  for (const [name, description] of Object.entries({
    new: 'with a new key',
    import: 'with a private key that is read from the standard input',
  })) {
    keystore
      .command(name)
      .description(description)
      .argument('<file>')
      .option(...PASSWORD)
      .action((file, given) =>
        execute('keystore', async ({ terminal }) => {
          const { makeKeystore } = await import('./chain/keys.ts')
          const input = name === 'import' ? process.stdin : undefined
          const address = await makeKeystore(resolve(folder, file), within(folder, given.passwordFile), input)
          terminal.print(
            `The key of ${address} is in ${resolve(folder, file)}. Nobody can restore its password.`,
          )
        }),
      )
  }
}

function within(folder: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(folder, path)
}
