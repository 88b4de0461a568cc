import { HLS_PART_TARGET_S, HLS_SKIP_S } from './limits.ts'

/** HTTP Live Streaming playlists (RFC 8216), as text. Pure. */

/** A rendition, or the sound beside all renditions, as a master playlist tells of it. */
export type PlaylistTrack = {
  /** Letters, digits, `-` and `_`. */
  name: string
  /** As in CODECS, e.g. avc1.640028. */
  codec: string
  uri: string
  /** Bits per second of the largest segment, and of all. */
  peak: number
  mean: number
  width?: number
  height?: number
  /** Frames per second; 0 where it is not known. */
  framerate?: number
  channels?: number
}

export type PlaylistSegment = {
  uri: string
  /** URI of the initialization segment; a gap has none. */
  map: string | undefined
  /** s */
  duration: number
  /** When its first frame was captured, Unix ms. */
  at: number
  /** Segments of one run share a timeline and a format; the runs of all tracks of a stream are the same. */
  run: number
  /** Nothing was made of this stretch of time: players go on with the next segment, or take another rendition. */
  gap?: true
  /** As it came. */
  parts?: PlaylistPart[]
}

/** Some of a segment, for players that are closer to live than a segment is long. */
export type PlaylistPart = {
  uri: string
  /** s */
  duration: number
  /** It can be played without those before. */
  key: boolean
}

/** The segment that is not complete yet. */
export type OpenSegment = Pick<PlaylistSegment, 'map' | 'at' | 'run'> & {
  parts: PlaylistPart[]
  /** URI of the part that comes next: asked for now, it is given as soon as it is there. */
  next: string
}

/** How far another playlist of the stream has come. */
export type PlaylistReport = { uri: string; sequence: number; part: number }

export type MediaPlaylist = {
  /** s: no segment is longer, rounded to whole seconds. */
  target: number
  /** Number of the first segment. */
  sequence: number
  segments: PlaylistSegment[]
  /** Nothing will be added. */
  ended: boolean
  /** So many of the first segments the player knows: they are left out. */
  skipped: number
  /** undefined: the track has no parts. */
  open?: OpenSegment
  reports?: PlaylistReport[]
}

/** The stretch of time of which something is there, Unix ms. */
export type PlaylistWindow = { from: number; until: number; ended: boolean }

/** The name under which a master playlist tells its window, for players that need no media playlist yet. */
const WINDOW = 'millrace.window'
/** A segment that begins where the one before ended needs no date of its own; durations are rounded. */
const SAME_MS = 5

/**
 * All renditions of a stream, smallest first, each with the sound where there is one.
 * @param captions URI of their playlist
 */
export function formatMaster(
  renditions: PlaylistTrack[],
  sound: PlaylistTrack | undefined,
  { from, until, ended }: PlaylistWindow,
  captions?: string,
): string {
  const media = sound && [
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="${sound.channels ?? 2}",URI="${sound.uri}"`,
  ]
  const variants = renditions.flatMap(track => [
    `#EXT-X-STREAM-INF:${[...variant(track, sound), ...(captions ? ['SUBTITLES="captions"'] : [])].join(',')}`,
    track.uri,
  ])
  const there = [Math.floor(from), Math.floor(until), ended ? 'ended' : 'live'].join(',')
  return text([
    ...['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS'],
    `#EXT-X-SESSION-DATA:DATA-ID="${WINDOW}",VALUE="${there}"`,
    ...(media ?? []),
    ...(captions
      ? [
          `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog",URI="${captions}"`,
        ]
      : []),
    ...variants,
  ])
}

/** The window that a master playlist tells; undefined where it tells none. */
export function windowOf(master: string): PlaylistWindow | undefined {
  const [, from, until, state] =
    new RegExp(`DATA-ID="${WINDOW}",VALUE="(\\d+),(\\d+),(live|ended)"`).exec(master) ?? []
  return state === undefined
    ? undefined
    : { from: Number(from), until: Number(until), ended: state === 'ended' }
}

function variant(track: PlaylistTrack, sound: PlaylistTrack | undefined): string[] {
  const { codec, width, height, framerate = 0 } = track
  const all = sound === undefined ? [track] : [track, sound]
  const sum = (rate: 'peak' | 'mean') => Math.ceil(all.reduce((total, each) => total + each[rate], 0))
  return [
    `BANDWIDTH=${sum('peak')}`,
    `AVERAGE-BANDWIDTH=${sum('mean')}`,
    `CODECS="${[codec, ...(sound ? [sound.codec] : [])].join(',')}"`,
    `RESOLUTION=${width}x${height}`,
    ...(framerate > 0 ? [`FRAME-RATE=${framerate.toFixed(3)}`] : []),
    ...(sound ? ['AUDIO="sound"'] : []),
  ]
}

/** The segments of one track that are there. Every run begins with a discontinuity but the first of all. */
export function formatMedia(playlist: MediaPlaylist): string {
  const { target, sequence, segments, ended, skipped, open, reports = [] } = playlist
  const { lines, add, addOpen } = openEntries(segments[skipped - 1])
  for (const segment of segments.slice(skipped)) add(segment)
  if (open !== undefined) addOpen(open)
  return text([
    '#EXTM3U',
    `#EXT-X-VERSION:${skipped > 0 ? 9 : 6}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${target}`,
    ...(ended ? [] : control(open !== undefined)),
    `#EXT-X-MEDIA-SEQUENCE:${sequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${segments[0]?.run ?? 0}`,
    ...(sequence === 0 && ended ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : []),
    ...lines,
    ...reports.map(
      ({ uri, sequence, part }) =>
        `#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${sequence},LAST-PART=${part}`,
    ),
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
  ])
}

function control(parted: boolean): string[] {
  const skip = `#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=${HLS_SKIP_S}.0`
  if (!parted) return [skip]
  // Three parts: as few as players may be behind.
  const back = (3 * HLS_PART_TARGET_S).toFixed(2)
  return [
    `${skip},CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${back}`,
    `#EXT-X-PART-INF:PART-TARGET=${HLS_PART_TARGET_S}`,
  ]
}

/** @param before the first segment that is added */
function openEntries(before: PlaylistSegment | undefined) {
  const lines: string[] = []
  let run = before?.run
  let known: string | undefined
  let expected = Number.NaN

  const head = (segment: Pick<PlaylistSegment, 'map' | 'at' | 'run'>) => {
    const { map, at } = segment
    if (run !== undefined && run !== segment.run) {
      lines.push('#EXT-X-DISCONTINUITY')
      known = undefined
    }
    run = segment.run
    if (map !== undefined && map !== known) lines.push(`#EXT-X-MAP:URI="${map}"`)
    known = map ?? known
    const follows = Math.abs(at - expected) <= SAME_MS
    if (!follows) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(at).toISOString()}`)
    if (!follows) expected = at
  }
  const addParts = (parts: PlaylistPart[]) => {
    for (const { uri, duration, key } of parts) {
      lines.push(`#EXT-X-PART:DURATION=${duration.toFixed(5)},URI="${uri}"${key ? ',INDEPENDENT=YES' : ''}`)
    }
  }
  return {
    lines,
    add(segment: PlaylistSegment) {
      head(segment)
      addParts(segment.parts ?? [])
      if (segment.gap) lines.push('#EXT-X-GAP')
      lines.push(`#EXTINF:${segment.duration.toFixed(5)},`, segment.uri)
      expected += segment.duration * 1000
    },
    addOpen(open: OpenSegment) {
      if (open.parts.length > 0) head(open)
      addParts(open.parts)
      // Before the first part of another timeline there is nothing to say of it.
      if (open.run === run) lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${open.next}"`)
    },
  }
}

function text(lines: string[]): string {
  return `${lines.join('\n')}\n`
}
