import type { FeedKept, FeedPart, FeedPicture, FeedRun, FeedSegment } from '../../web/protocol/feed.ts'
import {
  HLS_CAPTIONS_LAG_S,
  HLS_GRACE_S,
  HLS_LAG_S,
  HLS_PARTED,
  HLS_SKIP_S,
  HLS_WINDOW_S,
  MAX_HLS_BYTES,
} from '../../web/protocol/limits.ts'
import {
  formatMaster,
  formatMedia,
  type OpenSegment,
  type PlaylistReport,
  type PlaylistSegment,
  type PlaylistTrack,
} from '../../web/protocol/playlist.ts'
import { formatVtt } from '../../web/protocol/webvtt.ts'
import { createCaptions } from './captions.ts'
import { partOf } from './parts.ts'
import { createPictures, PICTURES } from './pictures.ts'
import { createTrack, type Found, mapOf, nameOf, type Track } from './track.ts'

/** What is there of one stream, and the playlists that list it. The bytes lie elsewhere: see store.ts. */
export type Shelf = {
  /** Whether a segment may still come: not where players were told that there is none. */
  wants(segment: FeedSegment): boolean
  /**
   * Takes a message of the feed, a segment of so many bytes that lies where it is found.
   * @returns files that belong to nothing any more
   */
  take(head: FeedKept, size: number): string[]
  /** One that comes when its segment is there, or is not to be had, is left out. */
  takePart(part: FeedPart, bytes: Uint8Array): void
  ended(): boolean
  bytes(): number
  /**
   * @param path e.g. `['master.m3u8']`, `['720p', 'index.m3u8']`, `['pictures.vtt']`
   * @param skip a player that has the playlist already asks for its end only
   */
  find(path: string[], skip?: boolean): Found
  /**
   * Whether a track's playlist tells of a segment by now, or of one of its parts.
   * @param sequence @returns undefined: it is so far away that nobody waits for it
   */
  tells(path: string[], sequence: number, part: number): boolean | undefined
}

/** A timeline; `base` is what its segments' numbers lack to count on from those of the run before. */
type Run = FeedRun & { base: number; index: number }

/** Parts that make up a segment but for this much, s, are all of it. */
const WHOLE_S = 0.02
const SOUND = 'sound'
const CAPTIONS = 'captions'

/**
 * All tracks count alike: the segments of a moment have the same number in each playlist, over restarts of the
 * page and changes of the format too. A number that a track lacks is a gap in its playlist.
 */
export function createShelf(maxBytes = MAX_HLS_BYTES, window = HLS_WINDOW_S): Shelf {
  const tracks = new Map<string, Track>()
  const pictures = createPictures()
  const runs: Run[] = []
  const captions = createCaptions()
  let oldest = 0
  let newest = -1
  let over = false

  const runOf = (sequence: number) => runs.findLast(({ base, first }) => base + first <= sequence) as Run
  const trackOf = (name: string) => {
    const track = tracks.get(name) ?? createTrack(name)
    tracks.set(name, track)
    return track
  }
  const per = (run: Run, seconds: number) => Math.ceil((seconds * 1000) / run.segmentMs)
  const bytes = () => [...tracks.values()].reduce((sum, track) => sum + track.bytes(), pictures.bytes())
  const dropBefore = (sequence: number) => {
    oldest = Math.max(oldest, sequence)
    return [...tracks.values(), pictures].flatMap(each => each.dropBefore(oldest))
  }
  const trim = (run: Run) => {
    const left = dropBefore(newest - per(run, window + HLS_GRACE_S) + 1)
    while (bytes() > maxBytes) left.push(...dropBefore(oldest + 1))
    return left
  }
  /** What is about to be dropped is listed no more: who has read of it may still fetch it. */
  const listedFrom = (run: Run) => {
    if (oldest === 0) return 0
    return oldest + Math.min(per(run, HLS_GRACE_S), Math.floor((newest - oldest) / 4))
  }
  const placeOf = ({ run: name, track, number }: FeedSegment | FeedPart) => {
    const run = runs.findLast(({ run }) => run === name)
    if (run === undefined || number < run.first || !namesOf(run).includes(track)) return undefined
    const sequence = run.base + number
    return sequence > trackOf(track).horizon() ? { run, sequence } : undefined
  }
  const begin = (run: FeedRun) => {
    if (runs.at(-1)?.run === run.run) return
    runs.push({ ...run, base: newest + 1 - run.first, index: runs.length })
    over = false
  }
  const add = (segment: FeedSegment, size: number) => {
    const place = placeOf(segment)
    if (place === undefined) return []
    const { run, sequence } = place
    trackOf(segment.track).add(sequence, segment, size)
    newest = Math.max(newest, sequence)
    for (const name of namesOf(run)) trackOf(name).passed(newest - per(run, HLS_LAG_S))
    return trim(run)
  }

  const takePart = (part: FeedPart, bytes: Uint8Array) => {
    const place = placeOf(part)
    const track = trackOf(part.track)
    if (place !== undefined && track.has(mapOf(part.run, part.map)))
      track.parts.add(place.sequence, part, bytes)
  }

  const addPicture = (picture: FeedPicture, size: number) => {
    const run = runs.findLast(({ run }) => run === picture.run)
    const sequence = (run?.base ?? 0) + picture.number
    if (run !== undefined && picture.number >= run.first && sequence >= oldest)
      pictures.add(sequence, run.epoch + picture.start / 1000, picture, size)
    return []
  }

  /** The stretch of time that playlists list, by the first rendition of which there is anything. */
  const listed = () => {
    const names = namesOf(runs.at(-1) as Run).filter(name => name !== SOUND)
    const all = names.map(trackOf).find(track => track.figures() !== undefined)
    const segments = all === undefined ? [] : list(all)
    const [first, last] = [segments[0]?.at ?? 0, segments.at(-1)]
    return { from: first, until: (last?.at ?? 0) + (last?.duration ?? 0) * 1000, ended: over }
  }

  const master = (): Found => {
    const run = runs.at(-1)
    if (run === undefined) return 'never'
    const { renditions, sound } = run
    const begun = [...(sound ? [sound] : []), ...renditions].filter(({ name }) => tracks.get(name)?.figures())
    if (begun.every(({ name }) => name === SOUND) || (sound !== undefined && !begun.includes(sound)))
      return 'never'
    const describe = (track: FeedRun['renditions'][number]): PlaylistTrack => {
      const { codec = track.codec, peak = 0, mean = 0 } = tracks.get(track.name)?.figures() ?? {}
      const uri = `${track.name}/index.m3u8`
      return { ...track, uri, codec, peak: Math.max(peak, track.bitrate), mean: mean || track.bitrate }
    }
    const subtitles = captions.any() ? `${CAPTIONS}/index.m3u8` : undefined
    const body = formatMaster(renditions.map(describe), sound && describe(sound), listed(), subtitles)
    return { type: 'playlist', body }
  }

  const cues = (): Found => {
    const { from, until } = listed()
    return { type: 'cues', body: pictures.track(from, until) }
  }

  const poster = (): Found => {
    const file = pictures.poster(over)
    return file === undefined ? 'later' : { type: 'poster', file }
  }

  const list = (track: Track): PlaylistSegment[] => {
    const sequence = listedFrom(runs.at(-1) as Run)
    // Players wait for the last segment of a list that is over: it is no gap.
    const last = over ? track.newest() : track.horizon()
    return Array.from({ length: Math.max(0, last - sequence + 1) }, (_, offset) =>
      entry(sequence + offset, runOf(sequence + offset), track, !over),
    )
  }

  /** What comes next of a track that has parts. */
  const openOf = (track: Track): OpenSegment | undefined => {
    if (over || !track.parts.any()) return undefined
    const sequence = track.horizon() + 1
    const { run, base, epoch, index } = runOf(sequence)
    const parts = track.parts.of(sequence)
    const { map, start = 0 } = parts[0] ?? {}
    const next = partOf(run, sequence - base, parts.length)
    return {
      ...{ map: map === undefined ? undefined : mapOf(run, map), at: epoch + start / 1000 },
      ...{ run: index, parts, next },
    }
  }
  /** How far the playlists of the others have come. */
  const reports = (name: string): PlaylistReport[] =>
    namesOf(runs.at(-1) as Run).flatMap(other => {
      const track = tracks.get(other)
      const open = track && openOf(track)
      if (other === name || open === undefined || track === undefined) return []
      const uri = `../${other}/index.m3u8`
      const [horizon, parts] = [track.horizon(), open.parts.length]
      if (parts > 0) return { uri, sequence: horizon + 1, part: parts - 1 }
      const before = track.parts.of(horizon).length
      return before === 0 ? [] : { uri, sequence: horizon, part: before - 1 }
    })

  /** Beside what segments? The sound's, or those of the smallest picture. */
  const spoken = () => trackOf(namesOf(runs.at(-1) as Run).at(-1) ?? '')
  /** Of what is said nothing is listed before it is all told. */
  const isTold = (sequence: number) => {
    const run = runOf(sequence)
    if (over || run !== runs.at(-1) || newest - sequence > per(run, HLS_CAPTIONS_LAG_S)) return true
    return captions.until(run.run) >= (sequence - run.base + 1) * run.segmentMs * 1000
  }
  const listCaptions = (): PlaylistSegment[] => {
    const from = listedFrom(runs.at(-1) as Run)
    const listed = list(spoken()).filter((_, index) => isTold(from + index))
    return listed.map(({ uri, duration, at, run }) => {
      return { uri: uri.replace(/m4s$/, 'vtt'), map: undefined, duration, at, run }
    })
  }
  const findCaptions = (file: string, skip: boolean): Found => {
    if (!captions.any()) return 'never'
    if (file === 'index.m3u8') return playlistOf(listCaptions(), skip)
    const [, name = '', number = ''] = /^([\w-]+)-(\d+)\.vtt$/.exec(file) ?? []
    const run = runs.find(({ run }) => run === name)
    if (run === undefined) return 'never'
    const sequence = run.base + Number(number)
    if (sequence < oldest) return 'gone'
    if (sequence > newest || !isTold(sequence)) return 'never'
    const { start, duration } = spoken().at(sequence) ?? {
      start: Number(number) * run.segmentMs * 1000,
      duration: run.segmentMs / 1000,
    }
    return { type: 'captions', body: formatVtt(captions.between(name, start, start + duration * 1e6), true) }
  }

  const media = (name: string, track: Track, skip: boolean): Found => {
    const segments = list(track)
    if (segments.every(({ gap }) => gap)) return 'never'
    const open = openOf(track)
    return playlistOf(segments, skip, open && { open, reports: reports(name) })
  }
  const playlistOf = (
    segments: PlaylistSegment[],
    skip: boolean,
    more?: { open: OpenSegment; reports: PlaylistReport[] },
  ): Found => {
    const run = runs.at(-1)
    if (run === undefined) return 'never'
    const target = Math.max(...runs.map(({ segmentMs }) => segmentMs / 1000))
    const skipped = skip && !over ? Math.max(0, segments.length - per(run, HLS_SKIP_S)) : 0
    const playlist = { target, sequence: listedFrom(run), segments, ended: over, skipped, ...more }
    return { type: 'playlist', body: formatMedia(playlist) }
  }

  const single = new Map([
    ['master.m3u8', master],
    ['pictures.vtt', cues],
    ['poster.jpg', poster],
  ])
  return {
    wants: segment => placeOf(segment) !== undefined,
    take(head, size) {
      if (head.kind === 'segment') return add(head, size)
      if (head.kind === 'picture') return addPicture(head, size)
      if (head.kind === 'run') begin(head)
      else if (head.kind === 'captions') captions.take(head)
      else over = true
      return []
    },
    takePart,
    ended: () => over,
    bytes,
    find(path, skip = false) {
      const [name = '', file] = path
      if (runs.length === 0) return 'never'
      if (file === undefined) return single.get(name)?.() ?? 'never'
      if (path.length === 2 && name === PICTURES) {
        return pictures.has(`${name}/${file}`) ? { type: 'picture', file: `${name}/${file}` } : 'never'
      }
      if (name === CAPTIONS && path.length === 2) return findCaptions(file, skip)
      const track = tracks.get(name)
      if (track === undefined || path.length > 2) return 'never'
      if (file === 'index.m3u8') return media(name, track, skip)
      const found = track.find(file, name === SOUND ? 'sound' : 'video')
      return found === 'never' && file === openOf(track)?.next ? 'soon' : found
    },
    tells([name = '', file], sequence, part) {
      const track = tracks.get(name)
      if (over || track === undefined || file !== 'index.m3u8' || sequence <= track.horizon()) return true
      if (sequence > track.horizon() + 2) return undefined
      return sequence === track.horizon() + 1 && part < track.parts.of(sequence).length
    },
  }
}

function namesOf({ renditions, sound }: FeedRun): string[] {
  return [...renditions, ...(sound ? [sound] : [])].map(({ name }) => name)
}

/** @param parted tells parts, too: of a list that is over players take the last part for the end, of which another track may have nothing */
function entry(sequence: number, run: Run, track: Track, parted: boolean): PlaylistSegment {
  const number = sequence - run.base
  const stored = track.at(sequence)
  if (stored !== undefined) {
    const { duration, start } = stored
    const at = run.epoch + start / 1000
    const parts = parted && sequence > track.horizon() - HLS_PARTED ? track.parts.of(sequence) : []
    const made = parts.reduce((sum, part) => sum + part.duration, 0)
    return {
      ...{ uri: nameOf(run.run, number), map: mapOf(run.run, stored.map), duration, at, run: run.index },
      // Of one that was made anew in the middle they are not all of it.
      ...(Math.abs(made - duration) < WHOLE_S && { parts }),
    }
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
