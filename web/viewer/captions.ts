import { make } from './dom.ts'
import { createRemembered } from './remembered.ts'
import type { PlayerSnapshot } from './types.ts'

/** Captions that stand below each other. */
const LINES = 2

/** The words over the picture. They change often: screen readers, whose users mostly hear, are not told of each. */
export function createCaptions() {
  const root = make('div', { className: 'captions', part: 'captions', hidden: true })
  const shown = createRemembered('millrace-captions')
  let drawn = ''

  return {
    root,
    shown: shown.on,
    toggle: shown.toggle,
    update({ cues, state }: PlayerSnapshot) {
      const lines = cues.filter(({ kind, text }) => kind === 'caption' && text !== '').slice(-LINES)
      root.hidden = !shown.on() || lines.length === 0 || state !== 'playing'
      const text = lines.map(({ text }) => text).join('\n')
      if (text === drawn) return
      drawn = text
      root.replaceChildren(...lines.map(({ text }) => make('p', { dir: 'auto' }, text)))
    },
  }
}
