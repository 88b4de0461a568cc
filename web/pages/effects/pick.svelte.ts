import { type MillraceError, toError } from '../../protocol/errors.ts'

/**
 * What is made of a picture that somebody picks, as the page has it until it is closed. Of two that are picked, the later
 * one counts.
 * @param open of a file, or of the whole address of a picture
 */
export function createPick<Made>(open: (input: File | string, signal: AbortSignal) => Promise<Made>) {
  let made: Made | undefined = $state.raw()
  let busy = $state(false)
  let error: MillraceError | undefined = $state.raw()
  let newest = new AbortController()

  return {
    get made() {
      return made
    },
    get busy() {
      return busy
    },
    get error() {
      return error
    },
    /** @param input a file, or an address as the page's own names it @returns whether there is one now */
    async pick(input: File | string): Promise<boolean> {
      newest.abort()
      newest = new AbortController()
      const { signal } = newest
      busy = true
      error = undefined
      try {
        made = await open(typeof input === 'string' ? new URL(input, location.href).href : input, signal)
        return true
      } catch (thrown) {
        if (!signal.aborted) error = toError(thrown)
        return false
      } finally {
        if (signal === newest.signal) busy = false
      }
    },
    /** What was kept, or nothing, in its place. */
    put(other: Made | undefined): void {
      newest.abort()
      made = other
      error = undefined
    },
  }
}
