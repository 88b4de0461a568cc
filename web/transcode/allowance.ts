/** How far work may go, and since when it has not gone on for want of pay. Times are ms of any steady clock. */
export type Allowance = {
  /** @param pixels in all */
  set(pixels: number): void
  /** Whether nothing at all may be made. */
  isNone(): boolean
  /** Whether work may go on up to here. */
  admit(pixels: number, now: number): boolean
  /** From the first to the last frame that was not admitted since one was. */
  unpaid(): number
}

export function createAllowance(): Allowance {
  let most = Number.POSITIVE_INFINITY
  let since: number | undefined
  let last = 0
  return {
    set(pixels) {
      most = pixels
    },
    isNone: () => most === 0,
    admit(pixels, now) {
      const admitted = pixels <= most
      since = admitted ? undefined : (since ?? now)
      last = now
      return admitted
    },
    unpaid: () => last - (since ?? last),
  }
}
