/** Two channels of sound, one after the other. @property rate Hz @property at of the first sample, s */
export type Heard = { samples: Float32Array<ArrayBuffer>; rate: number; at: number }

/** Pictures that wait when the Worker is busy: more would only be late. */
const PICTURES = 2
/** The same of sound, some 20 ms each. */
const SOUNDS = 50

/**
 * The pictures of a device, from a stream or from a page that takes them: see tap.ts. Who takes one closes it.
 * @param framerate the page is asked so often, Hz
 */
export async function* pictures(
  from: ReadableStream<VideoFrame> | MessagePort,
  framerate: number,
): AsyncGenerator<VideoFrame> {
  if (from instanceof ReadableStream) return yield* from
  const beat = setInterval(() => from.postMessage(undefined), 1000 / framerate)
  try {
    yield* received(from, PICTURES, (frame: VideoFrame) => frame.close())
  } finally {
    clearInterval(beat)
  }
}

/** The sound of a device, as `pictures`. */
export async function* sounds(from: ReadableStream<AudioData> | MessagePort): AsyncGenerator<AudioData> {
  if (from instanceof ReadableStream) return yield* from
  for await (const { samples, rate, at } of received(from, SOUNDS, (_: Heard) => {}))
    yield new AudioData({
      ...{ format: 'f32-planar', numberOfChannels: 2, numberOfFrames: samples.length / 2, sampleRate: rate },
      ...{ timestamp: Math.round(at * 1e6), data: samples },
    })
}

/** What comes on a port, until nothing does; of more than `most` that wait the oldest are dropped. */
async function* received<Item>(
  port: MessagePort,
  most: number,
  drop: (item: Item) => void,
): AsyncGenerator<Item> {
  const waiting: Item[] = []
  let wake = () => {}
  let over = false
  port.onmessage = ({ data }: MessageEvent<Item | undefined>) => {
    if (data === undefined) over = true
    else waiting.push(data)
    for (const late of waiting.splice(0, Math.max(0, waiting.length - most))) drop(late)
    wake()
  }
  try {
    for (;;) {
      const item = waiting.shift()
      if (item !== undefined) yield item
      else if (over) return
      else
        await new Promise<void>(resolve => {
          wake = resolve
        })
    }
  } finally {
    waiting.forEach(drop)
    port.close()
  }
}
