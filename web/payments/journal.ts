import { type DBSchema, openDB } from 'idb'
import type { Journal, JournalEntry } from './types.ts'

interface Schema extends DBSchema {
  entries: { key: number; value: JournalEntry }
}

/** A crash of the whole machine must not take back what was said to be written. */
const STRICT = { durability: 'strict' } as const

/**
 * A journal in this browser.
 * @param name what it is of: each has one of its own
 */
export async function browserJournal(name: string): Promise<Journal> {
  const db = await openDB<Schema>(`millrace-journal-${name}`, 1, {
    upgrade(db) {
      db.createObjectStore('entries', { autoIncrement: true })
    },
  })
  return {
    async append(entry) {
      const writing = db.transaction('entries', 'readwrite', STRICT)
      await Promise.all([writing.store.add(entry), writing.done])
    },
    read: () => db.getAll('entries'),
    async replace(entries) {
      const writing = db.transaction('entries', 'readwrite', STRICT)
      const added = entries.map(entry => writing.store.add(entry))
      await Promise.all([writing.store.clear(), ...added, writing.done])
    },
  }
}
