import { generateKeyPair, privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'

/**
 * A fresh Ed25519 key, made by the browser's own cryptography where that knows the curve: libp2p's takes a page's start
 * 20 to 50 ms, as its first multiplication fills tables.
 */
export async function freshKey(): Promise<PrivateKey> {
  try {
    const { privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    const { d = '', x = '' } = await crypto.subtle.exportKey('jwk', privateKey)
    return privateKeyFromRaw(concat([fromString(d, 'base64url'), fromString(x, 'base64url')]))
  } catch {
    return generateKeyPair('Ed25519')
  }
}
