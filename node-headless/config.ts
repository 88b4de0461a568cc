import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { backdropOf } from '../web/protocol/backdrops.ts'
import { ExitError } from './exit.ts'
import { type Command, OPTIONS, optionsOf, type Settings, TAKES_FILE } from './options.ts'

/** Options that name a place in the file system; relative ones start at the config file, or where the command runs. */
const PATHS = ['file', 'out', 'data', 'chrome', 'keystore', 'password-file', 'addresses'] as const

/** Everything that a config file or the flags may say to a command. */
function schemaOf(command: Command) {
  const file = TAKES_FILE.includes(command) ? [['file', v.optional(v.string('must be a path'))]] : []
  const options = optionsOf(command).map(({ name, schema }) => [name, v.optional(schema)])
  return v.pipe(
    v.custom(input => typeof input === 'object' && !Array.isArray(input), 'must be an object with options'),
    v.strictObject(Object.fromEntries([...options, ...file]) as v.ObjectEntries),
  )
}

/**
 * Checks settings from one source.
 * @param where how that source is called in messages: a file name, or nothing for flags
 * @param folder where relative paths begin
 * @throws ExitError usage, with the path of each wrong key
 */
export function checkSettings(command: Command, input: unknown, where: string, folder: string): Settings {
  const result = v.safeParse(schemaOf(command), input)
  if (!result.success) {
    const lines = result.issues.map(issue => `${where}${describe(command, issue)}`)
    throw new ExitError('usage', lines.join('\n'), `\`millrace ${command} --help\` lists the options.`)
  }
  const settings = result.output as Settings
  const named = [
    ...PATHS,
    ...(command === 'transcode' ? (['hls'] as const) : []),
    ...(backdropOf(settings.backdrop ?? '') === undefined ? (['backdrop'] as const) : []),
  ]
  const paths = named.flatMap(name => {
    const path = settings[name]
    return path === undefined ? [] : [[name, resolve(folder, path)]]
  })
  return { ...settings, ...Object.fromEntries(paths) }
}

function describe(command: Command, issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? ''
  if (issue.type !== 'strict_object') {
    return `${path} ${issue.message}; it is ${JSON.stringify(issue.input)}`.trimStart()
  }
  const known = path in OPTIONS ? `is no option of \`${command}\`` : 'is unknown'
  return `${path} ${known}`
}

/**
 * Reads a config file: JSON, an object with the names of the flags as keys.
 * @throws ExitError usage
 */
export function readConfig(command: Command, path: string): Settings {
  let input: unknown
  try {
    input = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ExitError('usage', `${path} cannot be read: ${(error as Error).message}`, 'It must be JSON.')
  }
  return checkSettings(command, input, `${path}: `, dirname(path))
}
