/** RTP timestamps begin anew here. */
const WRAP = 2 ** 32

/** Turns RTP timestamps into µs that go on rising; what comes a little out of order keeps its place. */
export function createRtpClock(rate: number): (timestamp: number) => number {
  let newest: number | undefined
  return timestamp => {
    if (newest === undefined) newest = timestamp
    const step = ((timestamp - (newest % WRAP) + WRAP * 1.5) % WRAP) - WRAP / 2
    const unwrapped = newest + step
    newest = Math.max(newest, unwrapped)
    return Math.round((unwrapped / rate) * 1_000_000)
  }
}

/** Frame lengths by the upper bits of an Opus packet's first byte, µs: RFC 6716, table 2. */
const SILK = [10_000, 20_000, 40_000, 60_000]
const HYBRID = [10_000, 20_000]
const CELT = [2500, 5000, 10_000, 20_000]

/** How long an Opus packet sounds, µs: RFC 6716, 3.1 */
export function opusDuration(packet: Uint8Array): number {
  const [head = 0, count = 0] = packet
  const config = head >> 3
  const lengths = config < 12 ? SILK : config < 16 ? HYBRID : CELT
  const frames = [1, 2, 2, count & 63][head & 3] ?? 1
  return (lengths[config % lengths.length] ?? 0) * frames
}
