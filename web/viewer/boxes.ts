import type { Cue } from '../protocol/schema.ts'
import { createRemembered } from './remembered.ts'
import type { PlayerSnapshot } from './types.ts'

const SVG = 'http://www.w3.org/2000/svg'
/** Height of the letters, pixels of the screen. */
const LETTERS = 14
/** Of a picture whose size is not known yet. */
const WIDE = { width: 16, height: 9 }

/** Boxes around things in the picture, and what they are. */
export function createBoxes() {
  const root = element('svg', { class: 'boxes', part: 'boxes', 'aria-hidden': 'true' })
  const shown = createRemembered('millrace-boxes')
  let drawn = ''

  return {
    root,
    shown: shown.on,
    toggle: shown.toggle,
    update({ cues, state, info }: PlayerSnapshot) {
      const things = shown.on() && state === 'playing' ? newest(cues) : []
      const { width, height } = info?.renditions[0] ?? WIDE
      const scale = Math.min(root.clientWidth / width, root.clientHeight / height) || 1
      const now = JSON.stringify([things, width, height, scale])
      if (now === drawn) return
      drawn = now
      // It is fitted in as the picture is.
      root.setAttribute('viewBox', `0 0 ${width} ${height}`)
      root.replaceChildren(...things.flatMap(cue => drawingOf(cue, { width, height }, LETTERS / scale)))
    },
  }
}

/** Of what was seen in several looks, the last counts. */
function newest(cues: Cue[]): Cue[] {
  const things = cues.filter(({ kind, box }) => kind === 'object' && box !== undefined)
  return things.filter(({ start }) => start === things.at(-1)?.start)
}

function drawingOf({ text, score, box }: Cue, size: { width: number; height: number }, letters: number) {
  const { left = 0, top = 0, width = 0, height = 0 } = box ?? {}
  const [x, y] = [left * size.width, top * size.height]
  const frame = element('rect', {
    x,
    y,
    width: width * size.width,
    height: height * size.height,
    rx: letters / 4,
  })
  // Above the box, or in it where there is no room.
  const label = element('text', {
    x: x + letters / 4,
    y: y > 1.3 * letters ? y - letters / 3 : y + letters,
    'font-size': letters,
  })
  label.textContent = score === undefined ? text : `${text} ${Math.round(score * 100)} %`
  return [frame, label]
}

function element<Name extends 'svg' | 'rect' | 'text'>(
  name: Name,
  attributes: Record<string, string | number>,
) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, `${value}`)
  return made
}
