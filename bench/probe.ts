import type { Page, Worker } from 'playwright-core'

/** Bits of the counter in a picture, each a block of this share of its width. */
export const BITS = 8
export const SHARE = 40

/** Where frames are looked at: as a decoder gives them, or as they are drawn or given to an encoder. */
export type Place = 'decoder' | 'use'

/** A frame came by: the counter in its picture, its time (µs), and Unix ms. */
export type Seen = { counter: number; timestamp: number; at: number }

/** Notes each frame that comes by in a Worker (once for all rungs), by the counter in its picture. */
function install(place: Place, bits: number, share: number): void {
  const scope = globalThis as typeof globalThis & { millraceSeen?: Partial<Record<Place, Seen[]>> }
  scope.millraceSeen ??= {}
  if (scope.millraceSeen[place] !== undefined) return
  const seen: Seen[] = []
  scope.millraceSeen[place] = seen
  let newest: number | undefined

  const note = async (frame: VideoFrame) => {
    if (frame.timestamp === newest) return
    newest = frame.timestamp
    const at = performance.timeOrigin + performance.now()
    const copy = frame.clone()
    const block = (copy.visibleRect?.width ?? copy.codedWidth) / share
    const rect = { x: 0, y: 0, width: Math.ceil((bits * block) / 2) * 2, height: Math.ceil(block / 2) * 2 }
    const pixels = new Uint8Array(copy.allocationSize({ rect }))
    const [luma] = await copy.copyTo(pixels, { rect })
    let counter = 0
    for (let bit = 0; bit < bits; bit += 1) {
      const row = (luma?.offset ?? 0) + Math.floor(block / 2) * (luma?.stride ?? 0)
      if ((pixels[row + Math.floor((bit + 0.5) * block)] ?? 0) > 125) counter |= 1 << bit
    }
    seen.push({ counter, timestamp: copy.timestamp, at })
    copy.close()
  }
  if (place === 'decoder') {
    scope.VideoDecoder = class extends VideoDecoder {
      constructor({ output, error }: VideoDecoderInit) {
        const noted = (frame: VideoFrame) => {
          void note(frame)
          output(frame)
        }
        super({ output: noted, error })
      }
    }
    return
  }
  const context = OffscreenCanvasRenderingContext2D.prototype
  const draw = context.drawImage as (...rest: unknown[]) => void
  context.drawImage = function drawImage(this: OffscreenCanvasRenderingContext2D, ...rest: unknown[]) {
    if (rest[0] instanceof VideoFrame) void note(rest[0])
    draw.apply(this, rest)
  }
  const { encode } = VideoEncoder.prototype
  VideoEncoder.prototype.encode = function noted(frame, options) {
    void note(frame)
    encode.call(this, frame, options)
  }
}

/** tsx names functions by a helper that pages lack. */
const source = (place: Place) =>
  `(() => { const __name = each => each; (${install})('${place}', ${BITS}, ${SHARE}) })()`

export type Probe = {
  /** What was seen since the last call, in order of time. */
  take(): Promise<Seen[]>
}

/** Watches the frames in all Workers of a page, those to come included. */
export async function probe(page: Page, place: Place = 'use'): Promise<Probe> {
  const begin = (worker: Worker) => worker.evaluate(source(place)).catch(() => {})
  const taken = `globalThis.millraceSeen?.${place}?.splice(0) ?? []`
  page.on('worker', begin)
  await Promise.all(page.workers().map(begin))
  return {
    async take() {
      const all = await Promise.all(page.workers().map(worker => worker.evaluate(taken).catch(() => [])))
      return (all as Seen[][]).flat().sort((a, b) => a.at - b.at)
    },
  }
}
