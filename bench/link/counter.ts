/** Width of the pictures that carry a counter. */
export const WIDTH = 1920
/** Bits of the counter, each a block of so many pixels a side, from the top left on. */
export const BITS = 8
export const BLOCK = 16

/** A frame was seen: its counter, and Unix ms. */
export type Seen = { counter: number; at: number }

const rect = { x: 0, y: 0, width: BITS * BLOCK, height: BLOCK }
const pixels = new Uint8Array(rect.width * rect.height * 1.5)

/** Reads the counter of a planar frame by the middle of its blocks. */
export async function readCounter(frame: VideoFrame): Promise<number> {
  const [luma] = await frame.copyTo(pixels, { rect })
  let counter = 0
  for (let bit = 0; bit < BITS; bit += 1) {
    const place = (luma?.offset ?? 0) + (BLOCK / 2) * (luma?.stride ?? 0) + bit * BLOCK + BLOCK / 2
    if ((pixels[place] ?? 0) > 125) counter |= 1 << bit
  }
  return counter
}

export const unixNow = (): number => performance.timeOrigin + performance.now()
