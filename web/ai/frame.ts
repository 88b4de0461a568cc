import { tooLarge } from './errors.ts'
import type { Pixels, Size } from './picture.ts'

/** 4K; more than that is no video that an effect can keep up with. */
const MAX_PIXELS = 3840 * 2160

/** What one frame passes on to another. */
type FrameHead = Pick<VideoFrame, 'timestamp' | 'duration' | 'displayWidth' | 'displayHeight'>

/** The red, green and blue of a frame, whatever it is made of. @throws MillraceError too-large */
export async function readPixels(frame: VideoFrame): Promise<Pixels> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight }
  if (width * height > MAX_PIXELS) throw tooLarge(width, height)
  const data = new Uint8Array(width * height * 4)
  await frame.copyTo(data, { format: 'RGBA', colorSpace: 'srgb', layout: [{ offset: 0, stride: width * 4 }] })
  return { data, width, height }
}

/** Planes as those of `toI420`, in a colour space. */
export type I420 = Size & { planes: Uint8Array<ArrayBuffer>; colorSpace: VideoColorSpaceInit }

const BT709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const

/** The planes of a frame as they are; those of frames that are made of something else come by way of RGB. @throws MillraceError too-large */
export async function readI420(frame: VideoFrame): Promise<I420> {
  const { format, colorSpace } = frame
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight }
  if (width * height > MAX_PIXELS) throw tooLarge(width, height)
  if (format !== 'I420' && format !== 'NV12') {
    const planes = new Uint8Array(toI420(await readPixels(frame)).buffer)
    return { planes, width, height, colorSpace: BT709 }
  }
  const planes = new Uint8Array(frame.allocationSize())
  await frame.copyTo(planes)
  if (format === 'NV12') apart(planes.subarray(width * height))
  return { planes, width, height, colorSpace: colorSpace.toJSON() }
}

/** Of pairs, all first ones and then all second ones. */
function apart(pairs: Uint8Array): void {
  const half = pairs.length / 2
  const second = Uint8Array.from({ length: half }, (_, index) => pairs[2 * index + 1] as number)
  for (let index = 0; index < half; index += 1) pairs[index] = pairs[2 * index] as number
  pairs.set(second, half)
}

/** A frame with this picture, and the time, duration and shape of another. */
export function toFrame(pixels: Pixels, like: FrameHead): VideoFrame {
  return frameOf(toI420(pixels), pixels, like)
}

/**
 * Brightness, and blueness and redness of half its width and height, one plane after the other. In BT.709, as encoders
 * want it: what browsers make of red, green and blue by themselves differs between them.
 */
export function toI420({ data, width, height }: Pixels): Uint8ClampedArray<ArrayBuffer> {
  const halfWidth = Math.ceil(width / 2)
  const halfHeight = Math.ceil(height / 2)
  const planes = new Uint8ClampedArray(width * height + 2 * halfWidth * halfHeight)
  const blueAt = width * height
  const redAt = blueAt + halfWidth * halfHeight
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 4
      const [red, green, blue] = [data[from] as number, data[from + 1] as number, data[from + 2] as number]
      planes[y * width + x] = 16 + 0.18259 * red + 0.61423 * green + 0.06201 * blue
    }
  }
  for (let y = 0; y < halfHeight; y += 1) {
    const down = 2 * y + 1 < height ? width * 4 : 0
    for (let x = 0; x < halfWidth; x += 1) {
      const from = (2 * y * width + 2 * x) * 4
      const right = 2 * x + 1 < width ? 4 : 0
      const mean = (colour: number) => {
        const at = from + colour
        const sum = (data[at] as number) + (data[at + right] as number)
        return (sum + (data[at + down] as number) + (data[at + down + right] as number)) / 4
      }
      const [red, green, blue] = [mean(0), mean(1), mean(2)]
      planes[blueAt + y * halfWidth + x] = 128 - 0.10064 * red - 0.33857 * green + 0.43922 * blue
      planes[redAt + y * halfWidth + x] = 128 + 0.43922 * red - 0.39894 * green - 0.04027 * blue
    }
  }
  return planes
}

/** A frame with these planes, as those of `toI420`, in BT.709 unless said otherwise, and the time, duration and shape of another. */
export function frameOf(
  planes: Uint8Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>,
  { width, height }: Size,
  { timestamp, duration, displayWidth, displayHeight }: FrameHead,
  colorSpace: VideoColorSpaceInit = BT709,
): VideoFrame {
  return new VideoFrame(planes, {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    timestamp,
    ...(duration === null ? {} : { duration }),
    displayWidth,
    displayHeight,
    colorSpace,
  })
}
