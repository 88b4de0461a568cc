/** Messages remembered: at a heartbeat's pace about ten seconds. */
const SAMPLES = 32

/**
 * How far the gateway's clock is ahead of this one, ms. A message that says when it was sent is late by half a round
 * trip and whatever held it up: of many the one that was held up least tells best.
 */
export type Skew = {
  /** @param theirs Unix ms when it was sent, by their clock @param ours Unix ms when it came, by ours */
  sample(theirs: number, ours: number, rtt: number): void
  /** undefined until the first sample. */
  value(): number | undefined
}

export function createSkew(): Skew {
  const samples: number[] = []
  return {
    sample(theirs, ours, rtt) {
      samples.push(theirs - ours + rtt / 2)
      if (samples.length > SAMPLES) samples.shift()
    },
    value: () => (samples.length === 0 ? undefined : Math.max(...samples)),
  }
}
