import type { Chunk } from '../protocol/chunk.ts'

/** A key that was asked for and did not come is asked for again after this. */
const KEY_REQUEST_MS = 1000
/** A decoder that is so far behind when a key comes drops what waits and goes on from the key. */
const MAX_LAG_MS = 300
/** How long the old rung's decoder stays beside the new one's, for frames that come out of order across rungs, µs. */
const OVERLAP_US = 300_000

export type DecoderSink = {
  /** Takes the frame over. */
  onframe(frame: VideoFrame, track: number): void
  onneedkey(track: number): void
  /** Frames that were thrown away unseen. */
  ondrop(frames: number): void
  onerror(track: number, error: Error): void
}

/** Decodes whatever rung comes: a key of another rung begins a decoder of its own beside the old one. */
export type Decoder = {
  push(chunk: Chunk, lost: boolean): void
  /** Frames that wait to be decoded. */
  queue(): number
  close(): void
}

type Lane = {
  push(chunk: Chunk, lost: boolean): void
  queue(): number
  /** Lets out what is inside, then closes. */
  retire(): void
  close(): void
}

/** @param configOf WebCodecs configuration of a rung; undefined if there is no such rung */
export function startDecoder(
  configOf: (track: number) => VideoDecoderConfig | undefined,
  sink: DecoderSink,
): Decoder {
  const lanes = new Map<number, Lane>()
  let newest = Number.NEGATIVE_INFINITY
  let shown = -1
  let shownSince = 0

  const onframe = (frame: VideoFrame, track: number) => {
    if (track !== shown && lanes.has(track)) {
      shown = track
      shownSince = frame.timestamp
    }
    if (track === shown && frame.timestamp - shownSince > OVERLAP_US) retireOthers()
    sink.onframe(frame, track)
  }
  const retireOthers = () => {
    for (const [track, lane] of lanes) {
      if (track === shown) continue
      lanes.delete(track)
      lane.retire()
    }
  }
  const open = (chunk: Chunk) => {
    const config = configOf(chunk.track)
    // What trails behind a switch needs no decoder any more.
    if (config === undefined || (!chunk.key && chunk.timestamp <= newest)) return undefined
    const lane = openLane(chunk.track, config, { ...sink, onframe })
    lanes.set(chunk.track, lane)
    return lane
  }

  return {
    push(chunk, lost) {
      const lane = lanes.get(chunk.track) ?? open(chunk)
      newest = Math.max(newest, chunk.timestamp)
      lane?.push(chunk, lost)
    },
    queue: () => [...lanes.values()].reduce((sum, lane) => sum + lane.queue(), 0),
    close() {
      for (const lane of lanes.values()) lane.close()
      lanes.clear()
    },
  }
}

function openLane(track: number, config: VideoDecoderConfig, sink: DecoderSink): Lane {
  /** When each frame that waits was handed over. */
  let waiting: number[] = []
  let decoder = create()
  let needsKey = true
  let askedAt = Number.NEGATIVE_INFINITY

  function create() {
    const created = new VideoDecoder({
      output: frame => {
        waiting.shift()
        sink.onframe(frame, track)
      },
      error: fail,
    })
    created.configure({ ...config, optimizeForLatency: true })
    return created
  }
  function fail(error: Error) {
    needsKey = true
    sink.onerror(track, error)
  }
  const ask = () => {
    if (performance.now() - askedAt < KEY_REQUEST_MS) return
    askedAt = performance.now()
    sink.onneedkey(track)
  }
  const close = () => {
    if (decoder.state !== 'closed') decoder.close()
  }
  const restart = () => {
    close()
    sink.ondrop(waiting.length)
    waiting = []
    decoder = create()
  }
  const lagging = () => performance.now() - (waiting[0] ?? Number.POSITIVE_INFINITY) > MAX_LAG_MS

  return {
    push(chunk, lost) {
      if (lost) needsKey = true
      if (chunk.key) {
        needsKey = false
        if (decoder.state === 'closed' || lagging()) restart()
      }
      if (needsKey) {
        ask()
        return
      }
      waiting.push(performance.now())
      try {
        decoder.decode(encoded(chunk))
      } catch (thrown) {
        // It says that it is a key and is none.
        waiting.pop()
        fail(thrown instanceof Error ? thrown : new Error(String(thrown)))
      }
    },
    queue: () => waiting.length,
    retire() {
      if (decoder.state === 'closed') return
      decoder.flush().then(close, close)
    },
    close,
  }
}

function encoded({ key, timestamp, duration, data }: Chunk): EncodedVideoChunk {
  return new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, duration, data })
}
