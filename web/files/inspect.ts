import { SOURCE_TRACK } from '../protocol/chunk.ts'
import { placeOf, sizeWithin } from '../protocol/crop.ts'
import type { FileOrder, FileSegment, MadeSegment, Packet } from '../protocol/file.ts'
import { largest } from '../protocol/ladder.ts'
import type { Checker } from '../verify/checker.ts'

/** Share of segments of which one rendition is decoded beside its source; the first of a lane always is. */
const RATE = 0.1

/** Looks at what an orchestrator has made before it is used. @returns what of it is a cheat, and how */
export type Inspect = (segment: FileSegment, made: MadeSegment) => Promise<Fault | undefined>
export type Fault = { track: number; reason: string }

/** A checker for all lanes of a file: who finds it at work waits, as nothing is live. */
export function inTurn({ check }: Pick<Checker, 'check'>): Pick<Checker, 'check'> {
  let last: Promise<unknown> = Promise.resolve()
  return {
    check(sample) {
      const finding = last.then(() => check(sample))
      last = finding
      return finding
    },
  }
}

/** For one lane. @param random 0 to 1, not to be foreseen */
export function createInspect(
  { source, renditions, effect }: FileOrder,
  { check }: Pick<Checker, 'check'>,
  random = unforeseen,
): Inspect {
  let isFirst = true

  return async (segment, made) => {
    const isDrawn = isFirst || random() < RATE
    isFirst = false
    const rendition = renditions[Math.floor(random() * renditions.length)]
    const packets = made.renditions.find(({ track }) => track === rendition?.track)?.packets ?? []
    if (!isDrawn || rendition === undefined || packets.length === 0) return undefined
    const { crop, colorSpace, ...format } = source
    const seconds = (segment.end - segment.start) / 1e6
    const chunks = (of: Packet[], track: number) =>
      of.map(packet => ({ ...packet, track, segment: segment.index }))
    const { verdict, reason } = await check({
      format: { ...format, framerate: packets.length / seconds, bitrate: 0 },
      rendition,
      segment: segment.index,
      segmentMs: seconds * 1000,
      source: chunks(segment.packets, SOURCE_TRACK),
      frames: chunks(packets, rendition.track),
      receipt: undefined,
      ...(crop && { crop }),
      ...(colorSpace && { colorSpace }),
      ...(effect && { made: { effect, size: sizeWithin(largest(renditions), placeOf(source)) } }),
    })
    return verdict === 'cheat' ? { track: rendition.track, reason } : undefined
  }
}

function unforeseen(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}
