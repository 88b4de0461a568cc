/** Shares of the picture, and a colour. */
export type Part = [left: number, top: number, width: number, height: number, colour: string]
const EMPTY: Part[] = [
  [0, 0, 1, 1, '#beb9b4'],
  [0, 0.83, 1, 0.17, '#825f3c'],
]
const MONITOR: Part[] = [
  [0.27, 0.14, 0.46, 0.52, '#141416'],
  [0.28, 0.16, 0.44, 0.47, '#3c6eb4'],
  [0.46, 0.66, 0.08, 0.14, '#28282a'],
  [0.4, 0.79, 0.2, 0.06, '#28282a'],
]

/** A monitor on a desk, one part over the other. */
export const DESK: readonly Part[] = [...EMPTY, ...MONITOR]

/** 640×360, a drawing of a monitor on a desk, or of the desk alone. */
export function drawDesk(hasMonitor: boolean): OffscreenCanvas {
  const canvas = new OffscreenCanvas(640, 360)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('Nothing can be drawn.')
  for (const [left, top, width, height, colour] of hasMonitor ? DESK : EMPTY) {
    context.fillStyle = colour
    context.fillRect(left * 640, top * 360, width * 640, height * 360)
  }
  return canvas
}
