/** Samples that a sparkline shows, one a second. */
const SAMPLES = 60

/**
 * The last minute of some figures, sampled once a second for as long as the component lives.
 * @param read the figures now, by name
 */
export function minute(read: () => Record<string, number>): { of(name: string): number[] } {
  let samples: Record<string, number[]> = $state.raw({})
  $effect(() => {
    const timer = setInterval(() => {
      samples = Object.fromEntries(
        Object.entries(read()).map(([name, value]) => [
          name,
          [...(samples[name] ?? []), value].slice(-SAMPLES),
        ]),
      )
    }, 1000)
    return () => clearInterval(timer)
  })
  return { of: name => samples[name] ?? [] }
}
