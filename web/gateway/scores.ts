import { type IDBPDatabase, openDB } from 'idb'
import { type Outcome, observe, rate, type Score } from '../protocol/score.ts'

const STORE = 'scores'
/** Orchestrators remembered; beyond, the one not met for longest goes. */
const MAX_SCORES = 1024
/** What is learnt is written so often, ms: a page that dies loses no more of it. */
const WRITE_MS = 5000

/** What this browser has seen of orchestrators, kept over reloads. */
export type Scores = {
  /** From 0 to 1; 1 for one never met. */
  rate(peer: string): number
  observe(peer: string, outcome: Outcome): void
  /** Resolves when all is written that can be. */
  close(): Promise<void>
}

/** Usable at once; what is on disk is added when it has been read. A browser that keeps nothing forgets with the page. */
export function openScores(): Scores {
  const scores = new Map<string, Score>()
  const changed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const database = open(scores).catch(() => undefined)

  const write = async () => {
    timer = undefined
    const peers = [...changed]
    changed.clear()
    const db = await database
    if (db === undefined) return
    const { store, done } = db.transaction(STORE, 'readwrite')
    for (const peer of peers) {
      const score = scores.get(peer)
      void (score === undefined ? store.delete(peer) : store.put(score, peer))
    }
    await done
  }
  const writeQuietly = () => write().catch(() => {})

  return {
    rate: peer => rate(scores.get(peer), Date.now()),
    observe(peer, outcome) {
      const score = observe(scores.get(peer), outcome, Date.now())
      scores.delete(peer)
      scores.set(peer, score)
      changed.add(peer)
      for (const oldest of scores.keys()) {
        if (scores.size <= MAX_SCORES) break
        scores.delete(oldest)
        changed.add(oldest)
      }
      timer ??= setTimeout(writeQuietly, WRITE_MS)
    },
    async close() {
      clearTimeout(timer)
      await writeQuietly()
      ;(await database)?.close()
    },
  }
}

/** Reads what was kept, the oldest first; what was seen meanwhile counts more. */
async function open(scores: Map<string, Score>): Promise<IDBPDatabase> {
  const db = await openDB('millrace-scores', 1, { upgrade: created => void created.createObjectStore(STORE) })
  const { store } = db.transaction(STORE)
  const [peers, kept] = await Promise.all([store.getAllKeys(), store.getAll() as Promise<Score[]>])
  const known = peers.map((peer, index) => [String(peer), kept[index] as Score] as const)
  const newer = [...scores]
  scores.clear()
  for (const [peer, score] of [...known.toSorted((a, b) => a[1].at - b[1].at), ...newer]) {
    scores.set(peer, score)
  }
  return db
}
