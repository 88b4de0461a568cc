/** Estimates begin here at the most, bits per second: more overruns a path that cannot take it. */
const MAX_START_BITRATE = 3_000_000
/** Room for probes where little or nothing is sent, bits per second. */
const MIN_BITRATE = 300_000
/**
 * The estimate may grow to this multiple of what will be sent. The connection sends no faster than it estimates, and a
 * key frame is six times as large as others: with less room it, and all behind it, would be late on any path.
 */
const CEILING = 6
/** Media sections of a session description: one for data, one for the carrier track. */
const MAX_SECTIONS = 2

/**
 * A remote description that lets this side's congestion control begin near the rate that it will need.
 * @param bitrate bits per second that this side will send at most
 */
export function withBitrates(sdp: string, bitrate: number): string {
  const wanted = Math.max(bitrate, MIN_BITRATE)
  const start = Math.round(Math.min(wanted, MAX_START_BITRATE) / 1000)
  const ceiling = Math.round((wanted * CEILING) / 1000)
  return sdp.replace(
    /^a=rtpmap:(\d+) VP8\/90000\r$/m,
    (line, payload) =>
      `${line}\na=fmtp:${payload} x-google-start-bitrate=${start};x-google-max-bitrate=${ceiling}\r`,
  )
}

/** Whether a description has no more in it than a link needs. */
export function isModest(sdp: string): boolean {
  return (sdp.match(/^m=/gm) ?? []).length <= MAX_SECTIONS
}
