/**
 * Who was called up makes nothing for so long when the other one works again, ms. One that has taken over and lost its way
 * is led in again for less.
 */
const REST_MS = 3000

/** Whether a job stands by, or works. */
export type Duty = {
  /**
   * Call it often.
   * @param frames made so far @param resting what came last is not to be made anything of @param now ms of a steady clock
   * @returns what has changed
   */
  tick(frames: number, resting: boolean, now: number): 'works' | 'rests' | undefined
}

/** @param standby it was taken to stand by; one that was not always works */
export function createDuty(standby: boolean): Duty {
  let works = !standby
  let made = 0
  let madeAt = 0

  return {
    tick(frames, resting, now) {
      const goesOn = frames > made
      if (goesOn) madeAt = now
      made = frames
      if (works === goesOn || !standby) return undefined
      if (works && !(resting && now - madeAt > REST_MS)) return undefined
      works = goesOn
      return works ? 'works' : 'rests'
    },
  }
}
