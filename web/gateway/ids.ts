import { MAX_STREAMS } from '../protocol/limits.ts'

/** A page that was away for longer starts anew: who had its link was promised nothing. */
const AWAY_MS = 60_000

/**
 * Names of the streams of this page that were not ended: after a reload, or when its browser is started again at once,
 * the first stream goes on under the first of them, and who watches stays.
 */
export type StreamIds = {
  /** The oldest name that was left behind, else a new one. */
  take(): string
  /** Notes that the page is there: call it every few seconds. */
  beat(): void
  /** The stream was ended: its name means nothing any more. */
  drop(id: string): void
}

/** @param peer no two open pages have the same */
export function openStreamIds(peer: string, storage: Pick<Storage, 'getItem' | 'setItem'>): StreamIds {
  const key = `millrace-streams ${peer}`
  const left = read(storage, key)
  const live: string[] = []
  const keep = () => {
    try {
      storage.setItem(key, JSON.stringify({ at: Date.now(), ids: [...live, ...left] }))
    } catch {
      // A browser that keeps nothing starts with new names.
    }
  }
  return {
    take() {
      const id = left.shift() ?? crypto.randomUUID().slice(0, 8)
      live.push(id)
      keep()
      return id
    },
    beat() {
      if (live.length > 0) keep()
    },
    drop(id) {
      live.splice(live.indexOf(id), 1)
      keep()
    },
  }
}

function read(storage: Pick<Storage, 'getItem'>, key: string): string[] {
  try {
    const { at, ids } = JSON.parse(storage.getItem(key) ?? '{}') as { at?: unknown; ids?: unknown }
    if (typeof at !== 'number' || Date.now() - at > AWAY_MS || !Array.isArray(ids)) return []
    return ids.filter(id => typeof id === 'string' && /^[\w-]{8}$/.test(id)).slice(0, MAX_STREAMS)
  } catch {
    return []
  }
}
