import { createDenoiser, noiseOf } from './denoise.ts'
import { frameOf, type I420, readI420 } from './frame.ts'
import type { Size } from './picture.ts'

/** Of what the newest frame says about the noise, so much counts: it hardly changes. */
const NEW = 0.2

/** Takes the noise off the frames of a stream, one after another. */
export function startLessNoise() {
  const clean = createCleaner()
  return async (frame: VideoFrame, strength: number): Promise<VideoFrame> => {
    const read = await readI420(frame)
    clean(read, strength)
    return frameOf(read.planes, read, frame, read.colorSpace)
  }
}

/** Cleans the pictures of a stream in place, one after another; begins anew with another size. */
export function createCleaner(): (picture: I420, strength: number) => void {
  let size: Size | undefined
  let tracks: ReturnType<typeof createTrack>[] = []

  return ({ planes, width, height }, strength) => {
    const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
    if (size?.width !== width || size.height !== height) {
      size = { width, height }
      tracks = [createTrack(size), createTrack(half), createTrack(half)]
    }
    let at = 0
    for (const { area, next } of tracks) {
      const plane = planes.subarray(at, at + area)
      mix(plane, next(plane), strength)
      at += area
    }
  }
}

function mix(plane: Uint8Array, made: Uint8Array, strength: number): void {
  for (let at = 0; at < plane.length; at += 1) {
    const old = plane[at] as number
    plane[at] = Math.round(old + ((made[at] as number) - old) * strength)
  }
}

function createTrack(size: Size) {
  const denoiser = createDenoiser(size)
  let noise: number | undefined
  return {
    area: size.width * size.height,
    next(plane: Uint8Array) {
      const seen = noiseOf(plane, size)
      noise = noise === undefined ? seen : noise + (seen - noise) * NEW
      return denoiser.next(plane, noise)
    },
  }
}
