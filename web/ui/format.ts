/** Bits per second as people say it: `4.9 Mb/s`, `350 kb/s`. */
export function bitrate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 999_500) return `${(bitsPerSecond / 1e6).toFixed(1)} Mb/s`
  return `${Math.round(bitsPerSecond / 1000)} kb/s`
}

/** Milliseconds: `85 ms`, `1.2 s`. */
export function milliseconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** Time since a moment as a clock: `0:07`, `12:05`, `1:02:03`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = `${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

/** Frames per second: `24`, `29.9`, `0`. */
export function framerate(perSecond: number): string {
  return String(Math.round(perSecond * 10) / 10)
}

/** Peer ids share their beginning: the end tells them apart. */
export function shortPeer(peer: string): string {
  return peer.length > 8 ? peer.slice(-8) : peer
}

/** `1 viewer`, `3 viewers`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
