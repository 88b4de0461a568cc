import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Address } from '../chain/types.ts'
import type { Kept } from './types.ts'

interface Schema extends DBSchema {
  paid: { key: Address; value: bigint }
}

/** What a session paid, in this browser: one number, to which each tab that pays from the session adds its part. */
export function keptOf(sender: Address): Kept {
  return {
    read: () => inStore(async db => (await db.get('paid', sender)) ?? 0n),
    add: value =>
      inStore(async db => {
        const { store, done } = db.transaction('paid', 'readwrite')
        const before = (await store.get(sender)) ?? 0n
        await Promise.all([store.put(before + value, sender), done])
      }),
  }
}

async function inStore<T>(task: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const db = await openDB<Schema>('millrace-paid', 1, {
    upgrade: made => void made.createObjectStore('paid'),
  })
  try {
    return await task(db)
  } finally {
    db.close()
  }
}
