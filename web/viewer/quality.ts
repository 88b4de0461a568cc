import type { Rendition, StreamInfo } from '../protocol/schema.ts'
import { createAdapter } from './adapt.ts'
import type { Figures } from './figures.ts'

/** A decoder that failed so often will not do. */
const MAX_FAILURES = 3

/** Which rung to ask for: the one that was chosen, or what suits the link, the decoder and the player's size. */
export type Quality = {
  /** The stream's rungs, and the tracks of those that this browser can decode. */
  setRungs(info: StreamInfo, playable: number[]): void
  /** 'auto' or a track; a name, as in a page's address, holds once there is a rung of that name. */
  select(quality: string | number): void
  selected(): 'auto' | number
  rungs(): Rendition[]
  /** The decoder of this rung gave up. */
  failed(track: number): void
  /**
   * Rung to ask for; 0 leaves it to the gateway.
   * @param track rung that is coming now @param height device pixels of the picture
   */
  next(track: number, height: number, figures: Figures): number
}

export function createQuality(initial: string): Quality {
  const failures = new Map<number, number>()
  let adapter = createAdapter()
  let all: Rendition[] = []
  let playable: number[] = []
  let wish: string | number = initial

  const rungs = () =>
    all.filter(({ track }) => playable.includes(track) && (failures.get(track) ?? 0) < MAX_FAILURES)
  const selected = () => {
    const rung = rungs().find(({ name, track }) => wish === name || wish === track)
    return rung?.track ?? 'auto'
  }

  return {
    setRungs(info, tracks) {
      all = info.renditions
      playable = tracks
    },
    select(quality) {
      wish = quality
      adapter = createAdapter()
    },
    selected,
    rungs,
    failed(track) {
      failures.set(track, (failures.get(track) ?? 0) + 1)
      // No decoder is at fault then: who makes the rungs sends what nobody can decode, and will be replaced.
      if (rungs().length === 0) failures.clear()
    },
    next(track, height, figures) {
      const chosen = selected()
      if (chosen !== 'auto') return chosen
      const available = rungs()
      if (track !== 0 && !available.some(rung => rung.track === track)) return available[0]?.track ?? 0
      return adapter.next({
        now: performance.now(),
        rungs: available,
        track,
        available: figures.available(),
        dropped: figures.droppedShare(),
        queue: figures.queue(),
        height,
      })
    },
  }
}
