/** Small pictures along a stream's timeline, as a track of WebVTT thumbnails: players of any make show them. Pure. */

export type Thumbnail = {
  uri: string
  /** When it was captured, Unix ms. */
  at: number
  width: number
  height: number
}

/** Says what the track's 0 is: where its playlists begin, which moves on while a stream is live. */
const BEGINS = 'NOTE begins '

/** @param from and @param until the stretch of time of which something is there, Unix ms */
export function formatThumbnails(thumbnails: Thumbnail[], from: number, until: number): string {
  const cues = thumbnails.map(({ uri, at, width, height }, index) => {
    const end = thumbnails[index + 1]?.at ?? Math.max(until, at + 1)
    return `${clock(at - from)} --> ${clock(end - from)}\n${uri}#xywh=0,0,${width},${height}\n`
  })
  return ['WEBVTT\n', `${BEGINS}${Math.floor(from)}\n`, ...cues].join('\n')
}

/** What such a track holds, in order; nothing where it is no track of ours. */
export function parseThumbnails(text: string): Thumbnail[] {
  const from = Number(new RegExp(`^${BEGINS}(\\d+)$`, 'm').exec(text)?.[1])
  const cues = text.matchAll(/^(\d+):(\d\d):(\d\d\.\d{3}) --> .*\n(.+)#xywh=0,0,(\d+),(\d+)$/gm)
  return [...cues].flatMap(([, hours, minutes, seconds, uri = '', width, height]) => {
    const at = from + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
    return Number.isNaN(at) ? [] : [{ uri, at, width: Number(width), height: Number(height) }]
  })
}

/** Of a time before the beginning it is the beginning. */
function clock(ms: number): string {
  const rounded = Math.max(0, Math.round(ms))
  const [hours, minutes] = [Math.floor(rounded / 3_600_000), Math.floor(rounded / 60_000) % 60]
  const seconds = ((rounded % 60_000) / 1000).toFixed(3)
  return [hours, minutes, seconds].map(part => `${part}`.padStart(part === seconds ? 6 : 2, '0')).join(':')
}
