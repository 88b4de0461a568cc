import { existsSync } from 'node:fs'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { ExitError } from '../exit.ts'
import { encryptKey, writeKeystore } from './keystore.ts'
import { readPassword } from './password.ts'

/**
 * Makes a keystore file of a new key, or of one that is read from the standard input.
 * @returns the address of the account
 * @throws ExitError usage; a file that is there is never written over
 */
export async function makeKeystore(
  path: string,
  passwordFile: string | undefined,
  input?: AsyncIterable<Buffer | string>,
): Promise<string> {
  if (existsSync(path)) throw new ExitError('usage', `${path} is there already.`, 'Name another file.')
  const password = await readPassword(passwordFile)
  const key = input === undefined ? generatePrivateKey() : await readKey(input)
  await writeKeystore(path, encryptKey(key, password)).catch(error => {
    throw new ExitError('usage', `${path} cannot be written: ${error.code}`)
  })
  return privateKeyToAddress(key)
}

/** What is wrong is said without repeating what was read. */
async function readKey(input: AsyncIterable<Buffer | string>): Promise<Hex> {
  let text = ''
  for await (const chunk of input) text += chunk
  const [, digits] = /^\s*(?:0x)?([0-9a-fA-F]{64})\s*$/.exec(text) ?? []
  const key: Hex = `0x${digits ?? ''}`
  try {
    privateKeyToAddress(key)
    return key
  } catch {
    throw new ExitError('usage', 'The standard input holds no private key.', 'It is 64 hexadecimal digits.')
  }
}
