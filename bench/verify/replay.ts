import type { Receipt, Rendition } from '../../web/protocol/schema.ts'
import { createDoubt } from '../../web/verify/doubt.ts'
import { createSampler } from '../../web/verify/sampler.ts'

/** Frames behind a segment's key: as many as keys at each segment leave. */
const BEHIND = 24

/**
 * Live work as it is checked, by its own rule of what is looked at and what convicts. What was
 * found in each segment of a stream is gone through again and again.
 * @param found what a look at each segment says against it; undefined: nothing
 * @returns after how many segments it was certain; undefined: not within `length`
 */
export function convictedAfter(
  found: readonly (string | undefined)[],
  length: number,
  random: () => number,
): number | undefined {
  const doubt = createDoubt<string>()
  let convicted: number | undefined
  let segment = 0
  const sampler = createSampler({
    renditions: [{ track: 1 } as Rendition],
    behind: () => BEHIND,
    random,
    ondrawn(drawn) {
      const reason = found[drawn.segment % found.length]
      if (doubt(reason).length > 0) convicted ??= drawn.segment + 1
      else if (reason !== undefined) sampler.again()
    },
  })
  const chunk = { track: 1, key: true, timestamp: 0, duration: 0, data: new Uint8Array() }
  for (; segment < length && convicted === undefined; segment += 1) {
    sampler.came({ ...chunk, segment }, false)
    sampler.signed({ track: 1, segment, frames: 1 } as Receipt)
  }
  return convicted
}
