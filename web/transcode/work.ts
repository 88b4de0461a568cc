/** Frames that one encoder was given, and what became of them. Encoders give frames back in order and may drop some. */
export type Work = {
  /** A frame was handed over. @param timestamp µs @param weight how much it counts */
  began(timestamp: number, weight: number): void
  /** The frame of that time came out, and with it is known which ones before it never will. */
  made(timestamp: number): void
  /** What is in work never comes out. */
  dropped(): void
  /** Frames that came out, by their weight. */
  count(): number
  /** Those that came out or still may. */
  bound(): number
}

export function createWork(): Work {
  let inWork: { timestamp: number; weight: number }[] = []
  let count = 0
  return {
    began: (timestamp, weight) => void inWork.push({ timestamp, weight }),
    made(timestamp) {
      count += inWork.find(each => each.timestamp === timestamp)?.weight ?? 1
      inWork = inWork.filter(later => later.timestamp > timestamp)
    },
    dropped() {
      inWork = []
    },
    count: () => count,
    bound: () => inWork.reduce((sum, { weight }) => sum + weight, count),
  }
}
