import { findLikeness, keepLikeness, keptLikeness } from './likeness.ts'
import { createPick } from './pick.svelte.ts'

/** The picture that is moved in place of the person's own, as the page has it. */
export const likeness = createLikeness()

function createLikeness() {
  const picked = createPick(async (input, signal) => {
    const portrait = await findLikeness(input, signal)
    // A browser that keeps nothing has it until the page is closed.
    await keepLikeness(portrait).catch(() => {})
    return portrait
  })

  return {
    get portrait() {
      return picked.made
    },
    get busy() {
      return picked.busy
    },
    get error() {
      return picked.error
    },
    pick: picked.pick,
    /** @param address of a picture; empty: the one that is kept @returns whether there is one now */
    async open(address: string): Promise<boolean> {
      if (address !== '') return picked.pick(address)
      const kept = picked.made ?? (await keptLikeness())
      // Another may have been picked meanwhile.
      if (picked.made === undefined && !picked.busy) picked.put(kept)
      return picked.made !== undefined
    },
    /** Nothing of it is kept. */
    async forget(): Promise<void> {
      picked.put(undefined)
      await keepLikeness(undefined).catch(() => {})
    },
  }
}
