import { startEncoder } from '../codec/encoder.ts'
import { type Chunk, SOURCE_TRACK } from '../protocol/chunk.ts'
import { REFERENCE } from './reference.ts'

/** A texture larger than a frame: frames are windows on it that move. */
const MARGIN = 256
const { width, height, framerate } = REFERENCE
const texture = { width: width + MARGIN, height: height + MARGIN }

/** One second of moving pictures as encoded frames of the reference source. */
export async function makeSyntheticSource(): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const encoder = startEncoder(
    { ...REFERENCE, track: SOURCE_TRACK, codec: 'h264', segmentMs: 1000 },
    { onchunk: chunk => chunks.push(chunk), onroom: () => {}, onerror: reject },
  )
  const luma = drawTexture()
  for (let index = 0; index < framerate; index += 1) {
    const frame = drawFrame(luma, index)
    encoder.encode(frame)
    frame.close()
  }
  await Promise.race([encoder.flush(), failed])
  encoder.close()
  return chunks
}

/** Waves with grain: neither flat nor noise, so that an encoder has to search and to code about as in a film. */
function drawTexture(): Uint8Array {
  const across = Array.from({ length: texture.width }, (_, x) => 50 * Math.sin(x / 23) + 20 * Math.sin(x / 5))
  const down = Array.from({ length: texture.height }, (_, y) => 50 * Math.cos(y / 31))
  return Uint8Array.from({ length: texture.width * texture.height }, (_, index) => {
    const grain = (Math.imul(index, 2_654_435_761) >>> 29) - 4
    const x = index % texture.width
    const y = Math.floor(index / texture.width)
    return 128 + (across[x] ?? 0) + (down[y] ?? 0) + grain
  })
}

function drawFrame(luma: Uint8Array, index: number): VideoFrame {
  const data = new Uint8Array((width * height * 3) / 2).fill(128)
  const [left, top] = [(index * 7) % MARGIN, (index * 3) % MARGIN]
  for (let y = 0; y < height; y += 1) {
    const begin = (top + y) * texture.width + left
    data.set(luma.subarray(begin, begin + width), y * width)
  }
  const timestamp = Math.round((index * 1_000_000) / framerate)
  return new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp })
}
