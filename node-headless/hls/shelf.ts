import type { FeedRun, FeedSegment } from '../../web/protocol/feed.ts'
import { HLS_KEPT_S, HLS_LAG_S, HLS_WINDOW_S, MAX_HLS_BYTES } from '../../web/protocol/limits.ts'
import {
  formatMaster,
  formatMedia,
  type PlaylistSegment,
  type PlaylistTrack,
} from '../../web/protocol/playlist.ts'
import { createTrack, type Found, mapOf, nameOf, type Track } from './track.ts'

/** The newest segments of one stream, and the playlists that list them. */
export type Shelf = {
  begin(run: FeedRun): void
  /** Takes a segment; one that comes after players were told that there is none is left out. */
  add(segment: FeedSegment, bytes: Uint8Array): void
  end(): void
  ended(): boolean
  /** @param path e.g. `['master.m3u8']`, `['720p', 'index.m3u8']` */
  find(path: string[]): Found
}

/** A timeline; `base` is what its segments' numbers lack to count on from those of the run before. */
type Run = FeedRun & { base: number; index: number }

const SOUND = 'sound'

/**
 * All tracks count alike: the segments of a moment have the same number in each playlist, over restarts of the
 * page and changes of the format too. A number that a track lacks is a gap in its playlist.
 */
export function createShelf(maxBytes = MAX_HLS_BYTES): Shelf {
  const tracks = new Map<string, Track>()
  const runs: Run[] = []
  let newest = -1
  let over = false

  const runOf = (sequence: number) => runs.findLast(({ base, first }) => base + first <= sequence) as Run
  const trackOf = (name: string) => {
    const track = tracks.get(name) ?? createTrack()
    tracks.set(name, track)
    return track
  }
  const per = (run: Run, seconds: number) => Math.ceil((seconds * 1000) / run.segmentMs)
  const trim = (run: Run) => {
    for (const track of tracks.values()) track.dropBefore(newest - per(run, HLS_KEPT_S) + 1)
    const total = () => [...tracks.values()].reduce((sum, track) => sum + track.bytes(), 0)
    for (let oldest = newest - per(run, HLS_KEPT_S) + 2; total() > maxBytes; oldest += 1) {
      for (const track of tracks.values()) track.dropBefore(oldest)
    }
  }

  const master = (): Found => {
    const run = runs.at(-1)
    if (run === undefined) return 'never'
    const { renditions, sound } = run
    const begun = [...(sound ? [sound] : []), ...renditions].filter(({ name }) => tracks.get(name)?.figures())
    const ready = begun.some(({ name }) => name !== SOUND) && (sound === undefined || begun.includes(sound))
    if (!ready) return 'never'
    const describe = (track: FeedRun['renditions'][number]): PlaylistTrack => {
      const { codec = track.codec, peak = 0, mean = 0 } = tracks.get(track.name)?.figures() ?? {}
      const uri = `${track.name}/index.m3u8`
      return { ...track, uri, codec, peak: Math.max(peak, track.bitrate), mean: mean || track.bitrate }
    }
    return { type: 'playlist', body: formatMaster(renditions.map(describe), sound && describe(sound)) }
  }

  const media = (track: Track): Found => {
    const newestRun = runs.at(-1)
    if (newestRun === undefined) return 'never'
    const sequence = Math.max(0, newest - per(newestRun, HLS_WINDOW_S) + 1)
    const last = over ? newest : track.horizon()
    const segments = Array.from({ length: Math.max(0, last - sequence + 1) }, (_, offset) =>
      entry(sequence + offset, runOf(sequence + offset), track),
    )
    if (segments.every(({ gap }) => gap)) return 'never'
    const target = Math.max(...runs.map(({ segmentMs }) => segmentMs / 1000))
    return { type: 'playlist', body: formatMedia({ target, sequence, segments, ended: over }) }
  }

  return {
    begin(run) {
      if (runs.at(-1)?.run === run.run) return
      const base = newest + 1 - run.first
      runs.push({ ...run, base, index: runs.length })
      over = false
    },
    add(segment, bytes) {
      const run = runs.findLast(({ run }) => run === segment.run)
      if (run === undefined || segment.number < run.first) return
      const names = [...run.renditions, ...(run.sound ? [run.sound] : [])].map(({ name }) => name)
      if (!names.includes(segment.track)) return
      const sequence = run.base + segment.number
      trackOf(segment.track).add(sequence, segment, bytes)
      newest = Math.max(newest, sequence)
      for (const name of names) trackOf(name).passed(newest - per(run, HLS_LAG_S))
      trim(run)
    },
    end() {
      over = true
    },
    ended: () => over,
    find(path) {
      const [name = '', file] = path
      if (file === undefined) return name === 'master.m3u8' ? master() : 'never'
      const track = tracks.get(name)
      if (track === undefined || path.length > 2) return 'never'
      if (file === 'index.m3u8') return media(track)
      return track.find(file, name === SOUND ? 'sound' : 'video')
    },
  }
}

function entry(sequence: number, run: Run, track: Track): PlaylistSegment {
  const number = sequence - run.base
  const stored = track.at(sequence)
  if (stored !== undefined) {
    const at = run.epoch + stored.start / 1000
    return { ...stored, uri: nameOf(run.run, number), map: mapOf(run.run, stored.map), at, run: run.index }
  }
  return {
    uri: nameOf(run.run, number),
    map: undefined,
    duration: run.segmentMs / 1000,
    at: run.epoch + number * run.segmentMs,
    run: run.index,
    gap: true,
  }
}
