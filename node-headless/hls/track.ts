import type { FeedSegment } from '../../web/protocol/feed.ts'

/** A file of the stream; `gone`: there was one; `never`: there was none. */
export type Found = { type: 'playlist' | 'video' | 'sound'; body: Uint8Array | string } | 'gone' | 'never'

type Stored = {
  run: string
  number: number
  start: number
  duration: number
  map: number
  media: Uint8Array
}

/** What is there of one rendition, or of the sound, by sequence number. */
export type Track = {
  /** Its bytes are the init, then the media. One that is not above the horizon is left out. */
  add(sequence: number, segment: FeedSegment, bytes: Uint8Array): void
  at(sequence: number): Stored | undefined
  /** The newest number of which it is settled whether there is a segment. */
  horizon(): number
  /** Up to here nothing comes any more. */
  passed(sequence: number): void
  dropBefore(sequence: number): void
  bytes(): number
  /** As its newest segment says; undefined while there is none. Rates in bits per second, of those that are there. */
  figures(): { codec: string; peak: number; mean: number } | undefined
  find(file: string, type: 'video' | 'sound'): Found
}

export function createTrack(): Track {
  const stored = new Map<number, Stored>()
  const inits = new Map<string, Uint8Array>()
  /** Names of segments that were there. */
  const dropped = new Map<string, number>()
  let settled = -1
  let bytes = 0
  let codec = ''

  return {
    add(sequence, { run, number, start, duration, map, initBytes, codec: own }, body) {
      if (sequence <= settled) return
      settled = sequence
      codec = own
      inits.set(mapOf(run, map), body.subarray(0, initBytes))
      const media = body.subarray(initBytes)
      bytes += media.byteLength
      stored.set(sequence, { run, number, start, duration, map, media })
    },
    at: sequence => stored.get(sequence),
    horizon: () => settled,
    passed(sequence) {
      settled = Math.max(settled, sequence)
    },
    dropBefore(sequence) {
      for (const [each, { run, number, media }] of stored) {
        if (each >= sequence) return
        stored.delete(each)
        bytes -= media.byteLength
        dropped.set(run, number)
      }
    },
    bytes: () => bytes,
    figures() {
      const rates = [...stored.values()].map(
        ({ media, duration }) => [media.byteLength * 8, duration] as const,
      )
      if (rates.length === 0) return undefined
      const sum = (index: 0 | 1) => rates.reduce((total, rate) => total + rate[index], 0)
      return { codec, peak: Math.max(...rates.map(([bits, s]) => bits / s)), mean: sum(0) / sum(1) }
    },
    find(file, type) {
      const init = inits.get(file)
      if (init !== undefined) return { type, body: init }
      const [, run = '', number = ''] = /^([\w-]+)-(\d+)\.m4s$/.exec(file) ?? []
      for (const each of stored.values()) {
        if (each.run === run && each.number === Number(number)) return { type, body: each.media }
      }
      const gone = dropped.get(run)
      return gone !== undefined && Number(number) <= gone ? 'gone' : 'never'
    },
  }
}

/** The file of a segment. */
export function nameOf(run: string, number: number): string {
  return `${run}-${number}.m4s`
}

/** The file of an init. */
export function mapOf(run: string, map: number): string {
  return `${run}-init${map}.mp4`
}
