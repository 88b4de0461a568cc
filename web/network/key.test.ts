import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { afterEach, expect, test, vi } from 'vitest'
import { freshKey } from './key.ts'

afterEach(() => vi.restoreAllMocks())

test.each([
  ['by the browser', () => {}],
  [
    'where it does not know the curve',
    () => vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(new DOMException('', 'NotSupportedError')),
  ],
])('a key that signs, %s, its public half that of its private one', async (_, prepare) => {
  prepare()
  const key = await freshKey()
  const message = new Uint8Array([1, 2, 3])
  expect(await key.publicKey.verify(message, await key.sign(message))).toBe(true)
  const { publicKey } = await generateKeyPairFromSeed('Ed25519', key.raw.subarray(0, 32))
  expect(key.publicKey.raw).toEqual(publicKey.raw)
  expect((await freshKey()).raw).not.toEqual(key.raw)
})
