import { privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { openDB } from 'idb'
import { MillraceError } from '../protocol/errors.ts'
import { freshKey } from './key.ts'

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
  return { key: await keptKey(name), release }
}

/** The key of a name in this browser's store, made where there is none. */
async function keptKey(name: string): Promise<PrivateKey> {
  const db = await openDB('millrace-identity', 1, { upgrade: db => void db.createObjectStore(STORE) })
  try {
    const fresh = privateKeyToProtobuf(await freshKey())
    // In one transaction: two tabs may ask for the same name at once.
    const transaction = db.transaction(STORE, 'readwrite')
    const kept: Uint8Array | undefined = await transaction.store.get(name)
    if (kept === undefined) await transaction.store.put(fresh, name)
    await transaction.done
    return readKey(kept ?? fresh)
  } finally {
    db.close()
  }
}

/**
 * Peer id under which this browser's first tab of a page is found, and will be: a key is made where there is none yet.
 * @param page file of the page beside this one
 */
export async function peerOf(page: string): Promise<string> {
  const name = `${baseName(new URL(page, location.href).pathname)} 0`
  const key = await keptKey(name)
  return peerIdFromPrivateKey(key).toString()
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
  const base = baseName(location.pathname)
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

function baseName(path: string): string {
  return `millrace-identity ${path}`
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
