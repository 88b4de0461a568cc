import { make } from './dom.ts'
import type { PlayerSnapshot } from './types.ts'

/** What is remembered of the choice, for every stream of this page. */
const KEY = 'millrace-captions'
/** Captions that stand below each other. */
const LINES = 2

/** The words over the picture. They change often: screen readers, whose users mostly hear, are not told of each. */
export function createCaptions() {
  const root = make('div', { className: 'captions', part: 'captions', hidden: true })
  let shown = read()
  let drawn = ''

  return {
    root,
    shown: () => shown,
    toggle() {
      shown = !shown
      write(shown)
    },
    update({ cues, state }: PlayerSnapshot) {
      const lines = cues.filter(({ kind }) => kind === 'caption').slice(-LINES)
      root.hidden = !shown || lines.length === 0 || state !== 'playing'
      const text = lines.map(({ text }) => text).join('\n')
      if (text === drawn) return
      drawn = text
      root.replaceChildren(...lines.map(({ text }) => make('p', { dir: 'auto' }, text)))
    },
  }
}

// Pages that may keep nothing have captions all the same.
function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on'
  } catch {
    return false
  }
}

function write(shown: boolean): void {
  try {
    localStorage.setItem(KEY, shown ? 'on' : 'off')
  } catch {}
}
