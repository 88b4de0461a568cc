import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { ExitError } from '../exit.ts'

const KEY_BYTES = 18

/**
 * The key with which others may use a server of this node: read from its file, or made and kept there (mode 0600).
 * @throws ExitError usage when the file cannot be read or is empty
 */
export async function loadKey(path: string): Promise<string> {
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new ExitError('usage', `${path} cannot be read: ${error.message}`)
  })
  if (found !== undefined) {
    const key = found.trim()
    if (key === '') throw new ExitError('usage', `${path} is empty.`, 'Remove it: the node then makes a key.')
    return key
  }
  const key = randomBytes(KEY_BYTES).toString('base64url')
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

/** Whether a header is `Bearer <key>`; how long it takes says nothing of the key. */
export function bearsKey(authorization: string | undefined, key: string): boolean {
  const [, given = ''] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(key))
}
