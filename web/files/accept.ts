import { MillraceError } from '../protocol/errors.ts'
import type { FileOrder, MadeSegment, Packet } from '../protocol/file.ts'

/**
 * Holds a made segment against its order: every rendition is there, begins with a key, and has the source's frames.
 * @param frames timestamps that are wanted of it, rising
 * @throws MillraceError cheated
 */
export function checkMade({ renditions }: FileOrder, frames: number[], made: MadeSegment): void {
  const wanted = new Set(frames)
  for (const { track, name, maxFramerate } of renditions) {
    const rendition = made.renditions.find(each => each.track === track)
    if (rendition === undefined) throw unlike(`${name} is missing`)
    const { packets } = rendition
    if (packets.length === 0 && maxFramerate > 0) continue
    if (packets[0]?.key !== true) throw unlike(`${name} does not begin with a key picture`)
    if (packets.some(({ timestamp }) => !wanted.has(timestamp)))
      throw unlike(`${name} has pictures of its own`)
    if (!isRising(packets)) throw unlike(`${name} has pictures twice or out of order`)
    if (maxFramerate === 0 && packets.length !== frames.length) throw unlike(`${name} lacks pictures`)
  }
}

function isRising(packets: Packet[]): boolean {
  return packets.every(
    ({ timestamp }, index) => index === 0 || timestamp > (packets[index - 1] as Packet).timestamp,
  )
}

function unlike(what: string): MillraceError {
  return new MillraceError('cheated', `What came back is not what was ordered: ${what}.`)
}
