import type { Portrait } from '../../avatar/types.ts'
import { type MillraceError, toError } from '../../protocol/errors.ts'
import { findLikeness, keepLikeness, keptLikeness } from './likeness.ts'

/** The picture that is moved in place of the person's own, as the page has it. */
export const likeness = createLikeness()

function createLikeness() {
  let portrait: Portrait | undefined = $state.raw()
  let busy = $state(false)
  let error: MillraceError | undefined = $state.raw()
  let newest = new AbortController()

  /** Of two that are picked, the later one counts. @returns whether there is a face in it */
  async function pick(input: File | string): Promise<boolean> {
    newest.abort()
    newest = new AbortController()
    const { signal } = newest
    busy = true
    error = undefined
    try {
      portrait = await findLikeness(input, signal)
      // A browser that keeps nothing has it until the page is closed.
      await keepLikeness(portrait).catch(() => {})
      return true
    } catch (thrown) {
      if (!signal.aborted) error = toError(thrown)
      return false
    } finally {
      if (signal === newest.signal) busy = false
    }
  }

  return {
    get portrait() {
      return portrait
    },
    get busy() {
      return busy
    },
    get error() {
      return error
    },
    pick,
    /** @param address of a picture; empty: the one that is kept @returns whether there is one now */
    async open(address: string): Promise<boolean> {
      if (address !== '') return pick(new URL(address, location.href).href)
      portrait ??= await keptLikeness()
      return portrait !== undefined
    },
    /** Nothing of it is kept. */
    async forget(): Promise<void> {
      newest.abort()
      portrait = undefined
      error = undefined
      await keepLikeness(undefined).catch(() => {})
    },
  }
}
