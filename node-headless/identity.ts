import { readFile, rename, writeFile } from 'node:fs/promises'
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { ExitError } from './exit.ts'

/**
 * A node's libp2p private key, protobuf bytes: read from its file, or made and kept there (mode 0600).
 * @throws ExitError usage when the file holds no key
 */
export async function loadIdentity(path: string): Promise<Uint8Array> {
  const found = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new ExitError('usage', `${path} cannot be read: ${error.message}`)
  })
  if (found !== undefined) return checked(found, path)
  const key = privateKeyToProtobuf(await generateKeyPair('Ed25519'))
  await writeFile(`${path}.new`, key, { mode: 0o600 })
  await rename(`${path}.new`, path)
  return key
}

function checked(bytes: Uint8Array, path: string): Uint8Array {
  try {
    privateKeyFromProtobuf(bytes)
    return bytes
  } catch {
    throw new ExitError(
      'usage',
      `${path} holds no identity key.`,
      'Remove it: the node then gets a new identity.',
    )
  }
}
