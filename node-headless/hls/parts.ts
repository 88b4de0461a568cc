import type { FeedPart } from '../../web/protocol/feed.ts'
import { HLS_PARTED } from '../../web/protocol/limits.ts'
import type { PlaylistPart } from '../../web/protocol/playlist.ts'

/** Of one track what there is of its newest segments, in parts. They are in memory alone: soon nobody asks for them. */
export type Parts = {
  /** One that does not follow the one before it is none. @param sequence of its segment */
  add(sequence: number, part: FeedPart, bytes: Uint8Array): void
  of(sequence: number): Kept[]
  /** Whether there were any: players that know of parts wait for more. */
  any(): boolean
  /** The segment is complete. */
  completed(sequence: number): void
  bytes(file: string): Uint8Array | undefined
}

type Kept = PlaylistPart & Pick<FeedPart, 'start' | 'map'> & { bytes: Uint8Array }

export function createParts(): Parts {
  const kept = new Map<number, Kept[]>()
  let begun = false

  return {
    add(sequence, { run, number, index, start, duration, key, map }, bytes) {
      const parts = kept.get(sequence) ?? []
      if (parts.length !== index) return
      begun = true
      parts.push({ uri: partOf(run, number, index), duration, key, start, map, bytes })
      kept.set(sequence, parts)
    },
    of: sequence => kept.get(sequence) ?? [],
    any: () => begun,
    completed(sequence) {
      for (const each of kept.keys()) if (each < sequence - HLS_PARTED) kept.delete(each)
    },
    bytes: file => [...kept.values()].flat().find(({ uri }) => uri === file)?.bytes,
  }
}

/** The file of a part. */
export function partOf(run: string, number: number, index: number): string {
  return `${run}-${number}.${index}.m4s`
}
