import { type MillraceError, toError } from '../../protocol/errors.ts'
import type { FullEffect } from '../../protocol/schema.ts'
import { type OwnBackdrop, openOwnBackdrop } from './backdrop.ts'

/** The picture that is put behind the person, as the page has it until it is closed. */
export const ownBackdrop = createOwnBackdrop()

function createOwnBackdrop() {
  let own: OwnBackdrop | undefined = $state.raw()
  let busy = $state(false)
  let error: MillraceError | undefined = $state.raw()
  let newest = new AbortController()

  return {
    get own() {
      return own
    },
    get busy() {
      return busy
    },
    get error() {
      return error
    },
    /** Of two that are picked, the later one counts. @param input a file, or the address of a picture @returns whether there is one now */
    async pick(input: File | string): Promise<boolean> {
      newest.abort()
      newest = new AbortController()
      const { signal } = newest
      busy = true
      error = undefined
      try {
        own = await openOwnBackdrop(
          typeof input === 'string' ? new URL(input, location.href).href : input,
          signal,
        )
        return true
      } catch (thrown) {
        if (!signal.aborted) error = toError(thrown)
        return false
      } finally {
        if (signal === newest.signal) busy = false
      }
    },
    /** An effect with the picture that it names. */
    full(effect: FullEffect | undefined): FullEffect | undefined {
      return own !== undefined && effect?.backdrop === own.backdrop ? { ...effect, ...own } : effect
    },
  }
}
