import type { ServerResponse } from 'node:http'
import { HLS_WAIT_MS, MAX_HLS_WAITING } from '../../web/protocol/limits.ts'

/** What a player asks of a playlist: its end only; to tell of a segment, or of a part of one, before it is answered. */
export type Wish = { skip: boolean; sequence: number; part: number }

/** @param query of a request; what makes no sense in it is not asked for */
export function parseWish(query: string): Wish {
  const asked = new URLSearchParams(query)
  const whole = (name: string) => {
    const value = asked.get(name)
    return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : undefined
  }
  const sequence = whole('_HLS_msn')
  return {
    skip: ['YES', 'v2'].includes(asked.get('_HLS_skip') ?? ''),
    sequence: sequence ?? -1,
    // Without a part the whole segment is waited for.
    part: whole('_HLS_part') ?? Number.POSITIVE_INFINITY,
  }
}

/** Where requests wait for what is not there yet; not all of them, and not for long. */
export type Hall = <T>(
  look: () => T | 'soon',
  changed: () => Promise<void>,
  response: ServerResponse,
) => Promise<T | 'soon'>

/** @param patience ms */
export function createHall(patience = HLS_WAIT_MS, most = MAX_HLS_WAITING): Hall {
  let waiting = 0

  return async (look, changed, response) => {
    const seen = look()
    if (seen !== 'soon' || waiting >= most) return seen
    waiting += 1
    const gone = Promise.withResolvers<void>()
    let left = false
    const leave = () => {
      left = true
      gone.resolve()
    }
    const timer = setTimeout(leave, patience)
    response.once('close', leave)
    try {
      for (;;) {
        const found = look()
        if (found !== 'soon' || left) return found
        await Promise.race([changed(), gone.promise])
      }
    } finally {
      waiting -= 1
      clearTimeout(timer)
      response.off('close', leave)
    }
  }
}
