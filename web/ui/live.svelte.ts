import { createSubscriber } from 'svelte/reactivity'

/**
 * Makes what changes outside Svelte readable inside it: `current` is read anew whenever the source says that it
 * changed. It listens only while something on the page reads it.
 */
export function live<T>(
  onchange: (listener: () => void) => () => void,
  read: () => T,
): { readonly current: T } {
  const subscribe = createSubscriber(update => onchange(update))
  return {
    get current() {
      subscribe()
      return read()
    },
  }
}
