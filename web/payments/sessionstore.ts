import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { makeKey } from '../chain/key.ts'
import type { Address } from '../chain/types.ts'
import type { Session } from './types.ts'

/** Whose tickets a session signs: those of one TicketBroker on one chain. */
type Place = Pick<Session, 'chainId' | 'broker'>

interface Schema extends DBSchema {
  sessions: {
    key: string
    /** `madeAt`: ms since 1970. */
    value: Session & { madeAt: number }
    indexes: { place: [number, Address] }
  }
}

/** Makes a key for a session of an owner. It is on disk before the owner's wallet can be asked for anything. */
export async function makeSession({ chainId, broker }: Place, owner: Address): Promise<Session> {
  const { key, address } = await makeKey()
  const session = { key, sender: address, owner, chainId, broker }
  await inStore(db => db.put('sessions', { ...session, madeAt: Date.now() }))
  return session
}

/**
 * Sessions whose keys this browser holds, opened or not, the newest first. All its tabs see the same and may pay from
 * one at once: each job has a quote of its own and each quote its own numbers, so no two tabs sign the same ticket.
 */
export async function heldSessions({ chainId, broker }: Place): Promise<Session[]> {
  const kept = await inStore(db => db.getAllFromIndex('sessions', 'place', [chainId, broker]))
  return kept.sort((one, other) => other.madeAt - one.madeAt).map(({ madeAt: _, ...session }) => session)
}

async function inStore<T>(task: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const db = await openDB<Schema>('millrace-sessions', 1, {
    upgrade: made =>
      void made
        .createObjectStore('sessions', { keyPath: 'sender' })
        .createIndex('place', ['chainId', 'broker']),
  })
  try {
    return await task(db)
  } finally {
    db.close()
  }
}
