import type { FullEffect } from '../../protocol/schema.ts'
import { openOwnBackdrop } from './backdrop.ts'
import { createPick } from './pick.svelte.ts'

/** The picture that is put behind the person, as the page has it until it is closed. */
export const ownBackdrop = createOwnBackdrop()

function createOwnBackdrop() {
  const picked = createPick(openOwnBackdrop)

  return {
    get own() {
      return picked.made
    },
    get busy() {
      return picked.busy
    },
    get error() {
      return picked.error
    },
    pick: picked.pick,
    /** An effect with the picture that it names. */
    full(effect: FullEffect | undefined): FullEffect | undefined {
      const own = picked.made
      return own !== undefined && effect?.backdrop === own.backdrop ? { ...effect, ...own } : effect
    },
  }
}
