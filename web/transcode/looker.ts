import { MAX_LOOKS_PER_SECOND } from '../protocol/limits.ts'
import type { Looking, OpenedRecogniser } from './types.ts'

/** After a look it rests so many times as long as that took: what is encoded comes first. */
const REST = 2

/** Looks at pictures now and then, beside all that is made of them: never at more than it keeps up with. */
export type Looker = {
  /** @param pixels for how many plain ones a look counts; undefined: nobody wants it any more */
  set(pixels: number | undefined): void
  /** A frame that goes by; the caller closes it. */
  offer(frame: VideoFrame): void
  /** Of all looks, as they count. */
  pixels(): number
  close(): void
}

/** @param clock ms */
export function createLooker({ open, onlook, onerror }: Looking, clock = () => performance.now()): Looker {
  let each: number | undefined
  let opened: OpenedRecogniser | undefined
  let pixels = 0
  let busy = false
  let next = Number.NEGATIVE_INFINITY
  let closed = false

  /** Its model is loaded with the first frame that may be looked at: not where a job only stands by. */
  const look = async (frame: VideoFrame, cost: number) => {
    try {
      opened ??= await open()
      if (closed) return void opened.close()
      const began = clock()
      const seen = await opened.look(frame)
      const took = clock() - began
      const rest = Math.max(took * REST, 1000 / MAX_LOOKS_PER_SECOND - took)
      next = clock() + rest
      if (closed) return
      pixels += cost
      onlook(frame.timestamp, seen, took + rest)
    } catch (thrown) {
      each = undefined
      if (!closed) onerror(thrown)
    } finally {
      frame.close()
      busy = false
    }
  }

  return {
    set(cost) {
      each = cost
    },
    offer(frame) {
      if (each === undefined || busy || closed || clock() < next) return
      busy = true
      void look(frame.clone(), each)
    },
    pixels: () => pixels,
    close() {
      closed = true
      void opened?.close()
    },
  }
}
