import { mount } from 'svelte'
import type { MillraceError } from '../../protocol/errors.ts'
import Door from './Door.svelte'

/** Asks for a link where the page has none that can be opened. */
export function openDoor(error: MillraceError | undefined): void {
  document.body.replaceChildren()
  mount(Door, { target: document.body, props: { error } })
}
