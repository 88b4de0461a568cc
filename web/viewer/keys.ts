import type { Actions } from './controls.ts'

const VOLUME_STEP = 0.05
/** How far an arrow goes back or forth, s. */
export const SKIP_S = 10

/** What a key does, as players have it everywhere; undefined: it is not the player's. */
export function keyAction(key: string, actions: Actions, volume: number): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case ' ':
    case 'k':
      return actions.togglePlay
    case 'm':
      return actions.toggleMuted
    case 'f':
      return actions.toggleFullscreen
    case 'c':
      return actions.toggleCaptions
    case 'b':
      return actions.toggleBoxes
    case 'i':
      return actions.toggleFigures
    case 'p':
      return actions.toggleFloating
    case 'arrowup':
      return () => actions.setVolume(volume + VOLUME_STEP)
    case 'arrowdown':
      return () => actions.setVolume(volume - VOLUME_STEP)
    case 'arrowleft':
      return () => actions.skip(-SKIP_S)
    case 'arrowright':
      return () => actions.skip(SKIP_S)
    case 'end':
    case 'l':
      return actions.jumpToLive
    default:
      return undefined
  }
}

/** A focused control keeps the keys that work it. */
export function belongsToControl(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  if (target instanceof HTMLButtonElement) return event.key === ' '
  const adjusts = target instanceof HTMLInputElement || target instanceof HTMLSelectElement
  return adjusts && (event.key === ' ' || event.key.startsWith('Arrow'))
}
