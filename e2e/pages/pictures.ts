/** The brightness of a frame, row by row. */
export type Luma = { width: number; height: number; samples: Uint8Array }

export async function lumaOf(frame: VideoFrame): Promise<Luma> {
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 }
  const bytes = new Uint8Array(frame.allocationSize())
  const [plane] = await frame.copyTo(bytes)
  if (plane === undefined || frame.format === null) throw new Error(`no luma in ${frame.format}`)
  const samples = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1) {
    const begin = plane.offset + row * plane.stride
    samples.set(bytes.subarray(begin, begin + width), row * width)
  }
  return { width, height, samples }
}

/** Peak signal-to-noise ratio, dB. */
export function psnr(a: Luma, b: Luma): number {
  if (a.samples.length !== b.samples.length) return 0
  let sum = 0
  for (let index = 0; index < a.samples.length; index += 1) {
    sum += ((a.samples[index] ?? 0) - (b.samples[index] ?? 0)) ** 2
  }
  return sum === 0 ? 99 : 10 * Math.log10((255 * 255 * a.samples.length) / sum)
}

/** Mean and standard deviation: a picture without content has none of the latter. */
export function contrast({ samples }: Luma): number {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length
  const variance = samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / samples.length
  return Math.sqrt(variance)
}
