import type { Actions } from './controls.ts'
import { make } from './dom.ts'
import { SKIP_S } from './keys.ts'
import type { PlayerSnapshot } from './types.ts'

/** How far a page key goes, s. */
const PAGE_S = 60

type Wanted = Pick<Actions, 'seek' | 'skip' | 'jumpToLive' | 'pictureAt'>

/** All that is kept of the stream, as a line on which the picture stands somewhere. */
export function createTimeline({ seek, skip, jumpToLive, pictureAt }: Wanted) {
  const slider = make('input', { type: 'range', min: '0', step: 'any', ariaLabel: 'Timeline' })
  const picture = make('img', {
    alt: '',
    hidden: true,
    onload: () => showPicture(true),
    onerror: () => showPicture(false),
  })
  const time = make('output', {})
  const tip = make('div', { className: 'tip', hidden: true, ariaHidden: 'true' }, picture, time)
  const root = make('div', { className: 'timeline', part: 'timeline', hidden: true }, slider, tip)
  let there = { from: 0, until: 0, ended: false }
  let dragging = false
  /** The moment that is pointed at. */
  let hinted = 0

  function showPicture(shown: boolean) {
    picture.hidden = !shown
    tip.classList.toggle('pictured', shown)
  }
  const illustrate = async (at: number) => {
    hinted = at
    const address = await pictureAt(at)
    if (hinted !== at) return
    if (address === undefined) showPicture(false)
    else if (picture.src !== address) picture.src = address
  }
  const hint = (seconds: number) => {
    const at = there.from + seconds * 1000
    tip.hidden = false
    time.value = describe(there, at)
    void illustrate(at)
    tip.style.setProperty('--share', `${seconds / Math.max(1, Number(slider.max))}`)
  }
  const commit = () => {
    dragging = false
    seek(there.from + slider.valueAsNumber * 1000)
  }
  slider.oninput = () => {
    dragging = true
    hint(slider.valueAsNumber)
  }
  slider.onchange = commit
  slider.onpointermove = ({ offsetX }) => {
    if (!dragging) hint(Math.min(1, Math.max(0, offsetX / slider.clientWidth)) * Number(slider.max))
  }
  slider.onpointerleave = slider.onblur = () => {
    tip.hidden = true
  }
  const keys: Record<string, () => void> = {
    ArrowLeft: () => skip(-SKIP_S),
    ArrowRight: () => skip(SKIP_S),
    PageDown: () => skip(-PAGE_S),
    PageUp: () => skip(PAGE_S),
    Home: () => seek(there.from),
    End: () => (there.ended ? seek(there.until) : jumpToLive()),
  }
  slider.onkeydown = event => {
    const action = keys[event.key]
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }

  return {
    root,
    update({ at, timeline }: PlayerSnapshot) {
      root.hidden = timeline === undefined || at === undefined
      if (timeline === undefined || at === undefined) return
      if (dragging) return
      there = timeline
      const seconds = Math.max(0, (at - timeline.from) / 1000)
      const length = Math.max(1, (timeline.until - timeline.from) / 1000)
      slider.max = `${length}`
      slider.valueAsNumber = timeline.live ? length : Math.min(length, seconds)
      slider.style.setProperty('--share', `${slider.valueAsNumber / length}`)
      slider.classList.toggle('edge', timeline.live)
      const spoken = timeline.live ? 'Live' : describe(timeline, at)
      slider.setAttribute(
        'aria-valuetext',
        spoken.startsWith('−') ? `${spoken.slice(1)} behind live` : spoken,
      )
    },
  }
}

/** Where a picture stands: how far behind live, or how far from the beginning of what is over. */
export function describe(
  { from, until, ended }: { from: number; until: number; ended: boolean },
  at: number,
): string {
  if (ended) return `${clock(at - from)} / ${clock(until - from)}`
  return `−${clock(until - at)}`
}

/** e.g. 0:07, 12:34, 1:02:03 */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = `${seconds % 60}`.padStart(2, '0')
  return hours > 0 ? `${hours}:${`${minutes}`.padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
