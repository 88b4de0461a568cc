import { AUDIO_TRACK, type Chunk } from '../../protocol/chunk.ts'
import { toParts } from '../../protocol/framing.ts'
import { MAX_BACKLOG_BYTES, MAX_CHUNK_BYTES } from '../../protocol/limits.ts'

/** More than this much of what the link gives waits: the next frames would come too late to be worth sending. */
const LATE_SECONDS = 1
/** A short queue is never late, however little the link gives: a key frame must fit, bytes. */
const MIN_LATE_BYTES = 256 * 1024

/** What waits on the sending side of a link, already in parts. Sound goes before pictures. */
export type Outbox = {
  /**
   * Takes a chunk, or drops it and all of its track up to the next key: when the queue is late, or it is too large.
   * @param available bits per second that the link gives, 0 unknown
   */
  push(chunk: Chunk, available: number): boolean
  /** Parts of at most `limit` bytes together; at least one where any waits. */
  take(limit: number): Uint8Array[]
  bytes(): number
  /** Something other than sound waits. */
  hasPictures(): boolean
  /** Chunks dropped so far. */
  dropped(): number
}

type Track = { sequence: number; dropping: boolean }

export function createOutbox(): Outbox {
  const tracks = new Map<number, Track>()
  const sound: Uint8Array[] = []
  const pictures: Uint8Array[] = []
  let bytes = 0
  let dropped = 0

  const isLate = (available: number) => {
    const late = available > 0 ? Math.max(MIN_LATE_BYTES, (available / 8) * LATE_SECONDS) : MAX_BACKLOG_BYTES
    return bytes > Math.min(late, MAX_BACKLOG_BYTES)
  }

  return {
    push(chunk, available) {
      const track = tracks.get(chunk.track) ?? { sequence: 0, dropping: false }
      tracks.set(chunk.track, track)
      const tooLarge = chunk.data.byteLength > MAX_CHUNK_BYTES
      if ((track.dropping && !chunk.key) || tooLarge || isLate(available)) {
        track.dropping = true
        dropped += 1
        return false
      }
      const parts = toParts({ chunk, sequence: track.sequence, afterDrop: track.dropping })
      track.sequence += 1
      track.dropping = false
      const queue = chunk.track === AUDIO_TRACK ? sound : pictures
      for (const part of parts) {
        queue.push(part)
        bytes += part.byteLength
      }
      return true
    },
    take(limit) {
      const taken: Uint8Array[] = []
      let size = 0
      for (;;) {
        const queue = sound.length > 0 ? sound : pictures
        const [part] = queue
        if (part === undefined || (size > 0 && size + part.byteLength > limit)) break
        queue.shift()
        taken.push(part)
        size += part.byteLength
      }
      bytes -= size
      return taken
    },
    bytes: () => bytes,
    hasPictures: () => pictures.length > 0,
    dropped: () => dropped,
  }
}
