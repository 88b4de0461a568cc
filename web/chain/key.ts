import type { Address, Hash } from './types.ts'

/** A fresh random key that can sign tickets, and its address. */
export async function makeKey(): Promise<{ key: Hash; address: Address }> {
  // Signing is heavy, and pages that pay for nothing need none of it.
  const { generatePrivateKey, privateKeyToAddress } = await import('viem/accounts')
  const key = generatePrivateKey()
  return { key, address: privateKeyToAddress(key) }
}
