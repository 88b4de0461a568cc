import { peerIdFromString } from '@libp2p/peer-id'

/** Whether a peer signed some bytes with the key that its id is made of: see `Network.sign`. */
export async function isSignedBy(peer: string, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    const { publicKey } = peerIdFromString(peer)
    return publicKey !== undefined && (await publicKey.verify(data, signature))
  } catch {
    // No peer id, or a key of another kind than its signature.
    return false
  }
}
