import type { FeedSegment } from '../../web/protocol/feed.ts'
import { createParts, type Parts } from './parts.ts'

/**
 * A file of the stream, below its folder; `later`: there will be one; `soon`: wait for it; `gone`: there was one;
 * `never`: there was none.
 */
export type Found =
  | { type: 'playlist' | 'cues' | 'captions'; body: string }
  | { type: 'video' | 'sound'; body: Uint8Array }
  | { type: 'video' | 'sound' | 'picture' | 'poster'; file: string }
  | 'later'
  | 'soon'
  | 'gone'
  | 'never'

type Stored = {
  run: string
  number: number
  start: number
  duration: number
  map: number
  size: number
}

/** What is there of one rendition, or of the sound, by sequence number. */
export type Track = {
  add(sequence: number, segment: FeedSegment, size: number): void
  at(sequence: number): Stored | undefined
  /** The newest number of which it is settled whether there is a segment. */
  horizon(): number
  /** Number of its last segment; -1 before the first. */
  newest(): number
  /** Up to here nothing comes any more. */
  passed(sequence: number): void
  /** @returns the files that belong to nothing now */
  dropBefore(sequence: number): string[]
  bytes(): number
  /** As its newest segment says; undefined while there is none. Rates in bits per second, of those that are there. */
  figures(): { codec: string; peak: number; mean: number } | undefined
  find(file: string, type: 'video' | 'sound'): Found
  /** Of its newest segments. */
  parts: Parts
  /** Whether it has an init. */
  has(file: string): boolean
}

/** @param name of the folder that its files lie in */
export function createTrack(name: string): Track {
  const stored = new Map<number, Stored>()
  const files = new Set<string>()
  /** Names of segments that were there. */
  const dropped = new Map<string, number>()
  const parts = createParts()
  let settled = -1
  let newest = -1
  let bytes = 0
  let codec = ''

  return {
    add(sequence, { run, number, start, duration, map, codec: own }, size) {
      settled = newest = sequence
      codec = own
      parts.completed(sequence)
      files.add(mapOf(run, map)).add(nameOf(run, number))
      bytes += size
      stored.set(sequence, { run, number, start, duration, map, size })
    },
    at: sequence => stored.get(sequence),
    horizon: () => settled,
    newest: () => newest,
    passed(sequence) {
      settled = Math.max(settled, sequence)
    },
    dropBefore(sequence) {
      const left: string[] = []
      for (const [each, { run, number, size }] of stored) {
        if (each >= sequence) break
        stored.delete(each)
        files.delete(nameOf(run, number))
        bytes -= size
        dropped.set(run, number)
        left.push(`${name}/${nameOf(run, number)}`)
      }
      return left
    },
    bytes: () => bytes,
    figures() {
      if (stored.size === 0) return undefined
      let [peak, bits, seconds] = [0, 0, 0]
      for (const { size, duration } of stored.values()) {
        peak = Math.max(peak, (size * 8) / duration)
        bits += size * 8
        seconds += duration
      }
      return { codec, peak, mean: bits / seconds }
    },
    parts,
    has: file => files.has(file),
    find(file, type) {
      if (files.has(file)) return { type, file: `${name}/${file}` }
      const body = parts.bytes(file)
      if (body !== undefined) return { type, body }
      const [, run = '', number = ''] = /^([\w-]+)-(\d+)(?:\.\d+)?\.m4s$/.exec(file) ?? []
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
