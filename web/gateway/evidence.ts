import { type IDBPDatabase, openDB } from 'idb'
import type { Evidence } from '../protocol/evidence.ts'

const STORE = 'evidence'
/** Cheats of which evidence is kept, some megabytes each; beyond, the oldest goes. */
const MAX_KEPT = 20

/** Keeps evidence in this browser, by its job. */
export async function keepEvidence(evidence: Evidence): Promise<void> {
  const db = await open()
  const { store, done } = db.transaction(STORE, 'readwrite')
  await store.put(evidence)
  const oldest = await store.index('at').getAllKeys()
  for (const key of oldest.slice(0, Math.max(0, oldest.length - MAX_KEPT))) await store.delete(key)
  await done
  db.close()
}

/** Evidence of this job; undefined where none is kept. */
export async function findEvidence(job: string): Promise<Evidence | undefined> {
  const db = await open()
  const evidence: Evidence | undefined = await db.get(STORE, job)
  db.close()
  return evidence
}

/** Whether there is evidence of this job: it may be many megabytes. */
export async function hasEvidence(job: string): Promise<boolean> {
  const db = await open()
  const count = await db.count(STORE, job)
  db.close()
  return count > 0
}

function open(): Promise<IDBPDatabase> {
  return openDB('millrace-evidence', 1, {
    upgrade: db => void db.createObjectStore(STORE, { keyPath: 'job' }).createIndex('at', 'at'),
  })
}
