import { AUDIO_TRACK } from '../protocol/chunk.ts'
import { encodeFeed, type FeedHead, type FeedRun, type FeedTrack } from '../protocol/feed.ts'
import { PICTURE_EVERY_S, PICTURE_HEIGHT, PICTURE_WIDTH } from '../protocol/limits.ts'
import { formatOf } from './cmaf.ts'
import { drawPoster } from './poster.ts'
import { MAX_STRETCH_US } from './segmenter.ts'
import type { Sink } from './sink.ts'
import type { LiveSegment, Programme } from './types.ts'

const SOUND = 'sound'
/** A server that takes longer has lost its connection: what comes next is not held up by it, ms. */
const POST_PATIENCE_MS = 20_000
const PICTURE_SIZE = { width: PICTURE_WIDTH, height: PICTURE_HEIGHT }

/**
 * Hands segments to the HLS server of the node around this page. A segment whose beginning is missing is left out:
 * players are told of a gap instead, and go on with the next one. Now and then it gets a small picture of the smallest rendition.
 * @param address of the stream at the server
 */
export function createFeed(address: string): Sink {
  let run = ''
  let programme: Programme | undefined
  let announced = true
  let first = 0
  /** Inits that were sent of each track, by how they differ. */
  const configs = new Map<number, string[]>()
  /** The next segment of which there is to be a picture. */
  let pictured = 0

  const illustrate = async (segment: LiveSegment, { segmentMs, renditions }: Programme, codec: string) => {
    const { track, number, start } = segment
    if (track !== renditions[0]?.track || number < pictured) return
    pictured = number + Math.ceil((PICTURE_EVERY_S * 1000) / segmentMs)
    const of = { kind: 'picture' as const, run, number, start }
    const drawn = await drawPoster(segment, codec, PICTURE_SIZE)
    if (drawn === undefined) return
    const { blob, width, height } = drawn
    const head = { ...of, width, height }
    await post(address, encodeFeed(head, new Uint8Array(await blob.arrayBuffer())))
  }

  const announce = async () => {
    if (announced || programme === undefined) return
    await post(address, encodeFeed(describe(programme, run, first)))
    announced = true
  }

  return {
    begin(next, from) {
      run = crypto.randomUUID().slice(0, 8)
      programme = next
      first = from
      announced = false
      pictured = 0
      configs.clear()
    },
    async add(segment, { init, config, codec, media }) {
      const { track, number, start, end, late } = segment
      if (programme === undefined || late > MAX_STRETCH_US) return
      await announce()
      const known = configs.get(track) ?? []
      configs.set(track, known)
      if (!known.includes(config)) known.push(config)
      const head = {
        ...{ kind: 'segment' as const, run, track: nameOf(track, programme), number, start, codec },
        duration: (end - start) / 1e6,
        map: known.indexOf(config),
        initBytes: init.byteLength,
      }
      await post(address, encodeFeed(head, init, media))
      // Segments do not wait for it, nor are they lost with it.
      illustrate(segment, programme, codec).catch(() => {})
    },
    async part({ track, number, index, start, end, chunks }, media, config) {
      const map = configs.get(track)?.indexOf(config) ?? -1
      if (programme === undefined || map === -1) return
      const head: FeedHead = {
        ...{ kind: 'part', run, track: nameOf(track, programme), number, index, start, map },
        ...{ duration: (end - start) / 1e6, key: chunks[0]?.key === true },
      }
      await post(address, encodeFeed(head, media))
    },
    async cue(cues, until) {
      const captions = cues.filter(({ kind }) => kind === 'caption')
      if (!announced || run === '' || (captions.length === 0 && until === 0)) return
      await post(address, encodeFeed({ kind: 'captions', run, captions, until }))
    },
    end: () => post(address, encodeFeed({ kind: 'end' })),
  }
}

function describe(programme: Programme, run: string, first: number): FeedRun {
  const { segmentMs, epoch, renditions, audio, framerate } = programme
  const tracks = renditions.map(({ track, name, bitrate, width, height, maxFramerate }): FeedTrack => {
    const { codec } = formatOf(track, programme)
    return { name, codec, bitrate, width, height, framerate: maxFramerate || framerate }
  })
  const sound = audio && { name: SOUND, codec: audio.codec, bitrate: 0, channels: audio.channels }
  return { kind: 'run', run, segmentMs, first, epoch, renditions: tracks, ...(sound && { sound }) }
}

function nameOf(track: number, { renditions }: Programme): string {
  return track === AUDIO_TRACK ? SOUND : (renditions.find(each => each.track === track)?.name ?? '')
}

/** Without a content type it needs no preflight. */
async function post(address: string, body: Blob): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(POST_PATIENCE_MS),
  })
  if (!response.ok) throw new Error(`The HLS server answers ${response.status}.`)
}
