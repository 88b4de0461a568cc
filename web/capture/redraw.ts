import type { Size } from './size.ts'

/** How the picture has to be turned before it is shown: clockwise first, then mirrored. */
export type Turn = { rotation: number; flip: boolean }

/** Pixels that every encoder takes: 4:2:0 with 8 bits. */
const PLAIN = ['I420', 'NV12', 'BGRA', 'BGRX', 'RGBA', 'RGBX', null]

/** Makes frames upright and 8 bit by drawing them; those that are already pass untouched. */
export function createRedraw({ rotation, flip }: Turn, { width, height }: Size) {
  let context: OffscreenCanvasRenderingContext2D | undefined
  const turned = rotation !== 0 || flip

  /** @returns the frame itself or a new one, which the caller closes too */
  return (frame: VideoFrame): VideoFrame => {
    if (!turned && PLAIN.includes(frame.format)) return frame
    context ??= new OffscreenCanvas(width, height).getContext('2d', { alpha: false }) ?? undefined
    if (context === undefined) return frame
    const [w, h] = rotation % 180 === 0 ? [width, height] : [height, width]
    context.setTransform(flip ? -1 : 1, 0, 0, 1, width / 2, height / 2)
    context.rotate((rotation * Math.PI) / 180)
    context.drawImage(frame, -w / 2, -h / 2, w, h)
    const { timestamp, duration } = frame
    return new VideoFrame(context.canvas, { timestamp, ...(duration === null ? {} : { duration }) })
  }
}
