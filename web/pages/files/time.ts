/** A time within a video as people write it, to the hundredth: `0:07`, `12:05.5`, `1:02:03`. @param time µs */
export function formatTime(time: number): string {
  const hundredths = Math.round(time / 10_000)
  const [hours, minutes] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60]
  const seconds = String((hundredths % 6000) / 100)
  const [whole = '', rest] = seconds.split('.')
  const tail = `${whole.padStart(2, '0')}${rest === undefined ? '' : `.${rest}`}`
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** Reads such a time; seconds alone are taken, too. @returns µs; undefined where it is none */
export function parseTime(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:\.\d*)?)$/.exec(text.trim())
  if (match === null) return undefined
  const [, hours = '0', minutes = '0', seconds = ''] = match
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1e6)
}
