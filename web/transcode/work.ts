/** Frames that one encoder was given, and what became of them. Encoders give frames back in order and may drop some. */
export type Work = {
  /** A frame was handed over. @param timestamp µs */
  began(timestamp: number): void
  /** The frame of that time came out, and with it is known which ones before it never will. */
  made(timestamp: number): void
  /** What is in work never comes out. */
  dropped(): void
  /** Frames that came out. */
  count(): number
  /** Frames that came out or still may. */
  bound(): number
}

export function createWork(): Work {
  let inWork: number[] = []
  let count = 0
  return {
    began: timestamp => void inWork.push(timestamp),
    made(timestamp) {
      count += 1
      inWork = inWork.filter(later => later > timestamp)
    },
    dropped() {
      inWork = []
    },
    count: () => count,
    bound: () => count + inWork.length,
  }
}
