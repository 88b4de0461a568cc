import type { StreamInfo } from '../protocol/schema.ts'

/** Follows how large the picture is on the screen. */
export type Height = {
  /** Device pixels of the picture inside its box; unbounded until the box is known. */
  value(info: StreamInfo | undefined): number
  close(): void
}

export function watchHeight(canvas: HTMLCanvasElement): Height {
  let box: { width: number; height: number } | undefined
  const observer = new ResizeObserver(([entry]) => {
    box = entry?.contentRect
  })
  observer.observe(canvas)
  return {
    value(info) {
      const [rung] = info?.renditions ?? []
      if (box === undefined || rung === undefined) return Number.POSITIVE_INFINITY
      return Math.min(box.height, (box.width * rung.height) / rung.width) * devicePixelRatio
    },
    close: () => observer.disconnect(),
  }
}
