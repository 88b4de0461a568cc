import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect, test } from 'vitest'
import { isSignedBy } from './signature.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('a signature holds for its signer and its bytes alone', async () => {
  const [key, other] = await Promise.all([generateKeyPair('Ed25519'), generateKeyPair('Ed25519')])
  const peer = peerIdFromPrivateKey(key).toString()
  const signature = await key.sign(bytes('a receipt'))
  expect(await isSignedBy(peer, bytes('a receipt'), signature)).toBe(true)
  expect(await isSignedBy(peer, bytes('another'), signature)).toBe(false)
  expect(await isSignedBy(peer, bytes('a receipt'), signature.slice(1))).toBe(false)
  expect(await isSignedBy(peerIdFromPrivateKey(other).toString(), bytes('a receipt'), signature)).toBe(false)
  expect(await isSignedBy('nobody', bytes('a receipt'), signature)).toBe(false)
})
