import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'
import { openDB } from 'idb'
import { MillraceError } from '../protocol/errors.ts'

export type Identity = { key: PrivateKey; release(): void }

/** How long a reloaded page waits for its former self to let go of its identity. */
const RELOAD_MS = 1000
const STORE = 'keys'

/**
 * The key that a peer id is made of: the given one, else one that this browser keeps in IndexedDB.
 * No two open tabs share a key; a tab keeps its own over a reload.
 * @param given libp2p private key, protobuf bytes
 * @throws MillraceError bad-input when the given key is none
 */
export async function loadIdentity(given: Uint8Array | undefined): Promise<Identity> {
  if (given !== undefined) return { key: readKey(given), release: () => {} }
  const { name, release } = await claimName()
  const db = await openDB('millrace-identity', 1, { upgrade: db => void db.createObjectStore(STORE) })
  try {
    const kept: Uint8Array | undefined = await db.get(STORE, name)
    const key = kept === undefined ? await generateKeyPair('Ed25519') : readKey(kept)
    if (kept === undefined) await db.put(STORE, privateKeyToProtobuf(key), name)
    return { key, release }
  } finally {
    db.close()
  }
}

function readKey(bytes: Uint8Array): PrivateKey {
  try {
    return privateKeyFromProtobuf(bytes)
  } catch (cause) {
    throw new MillraceError('bad-input', 'The identity is no key.', {
      hint: 'Remove the damaged key; a new one is made at the next start, with a new peer id.',
      cause,
    })
  }
}

type Claim = { name: string; release(): void }

/** A page of this path takes the first name that no other tab holds, and after a reload the one it had. */
async function claimName(): Promise<Claim> {
  const base = `millrace-identity ${location.pathname}`
  const former = sessionStorage.getItem(base)
  const kept = former && (await claim(former, { signal: AbortSignal.timeout(RELOAD_MS) }))
  if (kept) return kept
  for (let slot = 0; ; slot++) {
    const claimed = await claim(`${base} ${slot}`, { ifAvailable: true })
    if (claimed === undefined) continue
    sessionStorage.setItem(base, claimed.name)
    return claimed
  }
}

function claim(name: string, options: LockOptions): Promise<Claim | undefined> {
  return new Promise(resolve => {
    const granted = (lock: Lock | null) => {
      if (lock === null) return resolve(undefined)
      return new Promise<void>(release => resolve({ name, release }))
    }
    navigator.locks.request(name, options, granted).catch(() => resolve(undefined))
  })
}
