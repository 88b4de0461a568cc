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
}

export type MediaPlaylist = {
  /** s: no segment is longer, rounded to whole seconds. */
  target: number
  /** Number of the first segment. */
  sequence: number
  segments: PlaylistSegment[]
  /** Nothing will be added. */
  ended: boolean
}

/** All renditions of a stream, smallest first, each with the sound where there is one. */
export function formatMaster(renditions: PlaylistTrack[], sound: PlaylistTrack | undefined): string {
  const media = sound && [
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="${sound.channels ?? 2}",URI="${sound.uri}"`,
  ]
  const variants = renditions.flatMap(track => [
    `#EXT-X-STREAM-INF:${variant(track, sound).join(',')}`,
    track.uri,
  ])
  return text(['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS', ...(media ?? []), ...variants])
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
export function formatMedia({ target, sequence, segments, ended }: MediaPlaylist): string {
  const lines = segments.flatMap((segment, index) => entry(segment, segments.slice(0, index)))
  return text([
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${target}`,
    `#EXT-X-MEDIA-SEQUENCE:${sequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${segments[0]?.run ?? 0}`,
    ...(sequence === 0 && ended ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
    ...lines,
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
  ])
}

function entry(segment: PlaylistSegment, earlier: PlaylistSegment[]): string[] {
  const { uri, map, duration, at, run, gap } = segment
  const breaks = earlier.length > 0 && earlier.at(-1)?.run !== run
  const known = earlier.findLast(other => other.map !== undefined && other.run === run)?.map
  return [
    ...(breaks ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(map === undefined || map === known ? [] : [`#EXT-X-MAP:URI="${map}"`]),
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(at).toISOString()}`,
    ...(gap ? ['#EXT-X-GAP'] : []),
    `#EXTINF:${duration.toFixed(5)},`,
    uri,
  ]
}

function text(lines: string[]): string {
  return `${lines.join('\n')}\n`
}
