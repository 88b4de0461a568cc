import { readFile } from 'node:fs/promises'
import { ExitError } from '../exit.ts'

const VARIABLE = 'MILLRACE_PASSWORD'

/**
 * The password of a keystore: the first line of a file, else an environment variable. Never a flag, which other users
 * of the machine could read.
 * @throws ExitError usage when there is none
 */
export async function readPassword(file: string | undefined): Promise<string> {
  const text =
    file === undefined
      ? process.env[VARIABLE]
      : await readFile(file, 'utf8').catch(error => {
          throw new ExitError('usage', `${file} cannot be read: ${error.message}`)
        })
  const [password = ''] = (text ?? '').split(/\r?\n/)
  if (password !== '') return password
  const hint = `Name a file with --password-file, or set ${VARIABLE}.`
  throw new ExitError('usage', 'The keystore needs a password.', hint)
}
