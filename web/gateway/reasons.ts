/** Why a part of the ladder waits: `lost`, who worked on it, or tried to, failed; `nobody`, none can take it. */
export type Waiting = {
  kind: 'lost' | 'nobody'
  /** The part has the ladder's first rung. */
  isFirst: boolean
  /** In plain words, with the next step. */
  why: string
}

/**
 * One reason at a time, for somebody to read while a stream waits: each new try fails for another, and each part of a
 * ladder tells its own. What was said stays, until there is nobody; the first part alone may say that anew.
 */
export function createReasons() {
  let told: Waiting | undefined
  return {
    /** @returns what is to be said now */
    tell(next: Waiting): string {
      const isNews = next.kind === 'nobody' && (told?.kind === 'lost' || next.isFirst)
      if (told === undefined || isNews) told = next
      return told.why
    },
    /** It waits no more, or for other orchestrators. */
    clear(): void {
      told = undefined
    },
  }
}
