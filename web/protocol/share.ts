/** One percent in the 1e6ths that cuts and shares are counted in. */
const PERCENT = 10_000

/** Reads a percentage, `12.5`, in 1e6ths; undefined when it is none from 0 to 100 with at most 4 decimals. */
export function parseShare(text: string): number | undefined {
  const [, whole = '', fraction = ''] = /^(\d{0,3})(?:\.(\d{0,4}))?$/.exec(text.trim()) ?? []
  if (whole + fraction === '') return undefined
  const share = Number(whole) * PERCENT + Number(fraction.padEnd(4, '0'))
  return share <= 100 * PERCENT ? share : undefined
}

/** 1e6ths as `parseShare` reads them: `12.5`. */
export function formatShare(share: number): string {
  return String(share / PERCENT)
}
