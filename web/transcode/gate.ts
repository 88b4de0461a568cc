/** Below this share of the time nothing gets done any more, and above it is the whole. */
const LEAST_SHARE = 0.05

/** Lets the work of a file go on as far as it is paid, and only for a share of the time. */
export type Gate = {
  /** Output pixels that may be made in all. */
  setAllowance(pixels: number): void
  /** Of the time, 0 to 1, that may be spent working. */
  setShare(share: number): void
  /** Resolves when work may go on up to here, pixels in all. */
  pass(pixels: number): Promise<void>
  /** For how long work has waited for pay by now, ms. */
  unpaid(): number
}

/** @param now ms of any steady clock @param rest resolves after so many ms */
export function createGate(now = () => performance.now(), rest = sleep): Gate {
  let allowance = Number.POSITIVE_INFINITY
  let share = 1
  let wake = () => {}
  let waitsSince: number | undefined
  let passedAt: number | undefined

  const pay = async (pixels: number) => {
    while (pixels > allowance) {
      waitsSince ??= now()
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
    waitsSince = undefined
  }

  return {
    setAllowance(pixels) {
      allowance = pixels
      wake()
    },
    setShare(next) {
      share = Math.min(1, Math.max(LEAST_SHARE, next))
    },
    async pass(pixels) {
      const worked = passedAt === undefined ? 0 : now() - passedAt
      if (share < 1) await rest(worked * (1 / share - 1))
      await pay(pixels)
      passedAt = now()
    },
    unpaid: () => (waitsSince === undefined ? 0 : now() - waitsSince),
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
