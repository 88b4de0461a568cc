/** Bits per second as people say it: `4.9 Mb/s`, `350 kb/s`. */
export function bitrate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 999_500) return `${(bitsPerSecond / 1e6).toFixed(1)} Mb/s`
  return `${Math.round(bitsPerSecond / 1000)} kb/s`
}

/** Sizes of files: `870 kB`, `12.3 MB`, `4.2 GB`. */
export function bytes(size: number): string {
  if (size < 999_500) return `${Math.round(size / 1000)} kB`
  return size < 999_500_000 ? `${(size / 1e6).toFixed(1)} MB` : `${(size / 1e9).toFixed(1)} GB`
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

/** A share of one as a percentage without needless zeros: `12.5 %`, `0.05 %`. */
export function percent(share: number, decimals = 2): string {
  return `${Number((share * 100).toFixed(decimals)).toLocaleString('en', { maximumFractionDigits: decimals })}\u00a0%`
}

/** How long something takes, in its two largest units: `28 s`, `4 min`, `3 h 20 min`, `6 days 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (ms > 0 && seconds === 0) return 'less than 1 s'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return hours % 24 === 0 ? `${hours / 24} days` : `${Math.floor(hours / 24)} days ${hours % 24} h`
}

/** A moment where the person is: the time today, with its day on others. */
export function moment(at: Date, now: Date = new Date()): string {
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  if (at.toDateString() === now.toDateString()) return time
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return `${at.toLocaleDateString([], { day: 'numeric', month: 'short', ...year })}, ${time}`
}
