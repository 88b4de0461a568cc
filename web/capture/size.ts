import { MAX_HEIGHT, MAX_WIDTH } from '../protocol/limits.ts'

export type Size = { width: number; height: number }

/** The smallest side that every H.264 encoder takes: one macroblock. */
const MIN_SIDE = 16

/** The size at which a picture is encoded: its own, with even sides, within the limits and in its shape. */
export function encodableSize({ width, height }: Size): Size {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height)
  return { width: even(width * scale), height: even(height * scale) }
}

function even(length: number): number {
  return Math.max(MIN_SIDE, Math.floor(length / 2) * 2)
}
