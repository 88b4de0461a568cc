import { iconButton, make } from './dom.ts'
import { canFloat } from './pip.ts'
import { createTimeline, describe } from './timeline.ts'
import type { PlayerSnapshot } from './types.ts'

/** A picture that is older than this is not live any more for whoever watches. */
const LIVE_MS = 1500
/** Over HLS three segments are always on their way. */
const LIVE_HLS_MS = 12_000

/** What a person can do, by button or key. */
export type Actions = {
  togglePlay(): void
  toggleMuted(): void
  setVolume(volume: number): void
  select(quality: string | number): void
  jumpToLive(): void
  /** @param at Unix ms by the streamer's clock */
  seek(at: number): void
  /** Address of a small picture of that moment; undefined where there is none. */
  pictureAt(at: number): Promise<string | undefined>
  /** Back, or forth where there is something. */
  skip(seconds: number): void
  toggleFigures(): void
  toggleCaptions(): void
  toggleBoxes(): void
  toggleFloating(): void
  toggleFullscreen(): void
}

export type Controls = {
  root: HTMLElement
  /** @param shown whether captions are, and boxes around things */
  update(snapshot: PlayerSnapshot, shown: { captions: boolean; boxes: boolean }): void
}

/** The bar below the picture. */
export function createControls(actions: Actions): Controls {
  const play = iconButton('pause', 'Pause (k)', actions.togglePlay)
  const mute = iconButton('sound', 'Mute (m)', actions.toggleMuted)
  const captions = iconButton('captions', 'Captions (c)', actions.toggleCaptions)
  const boxes = iconButton('boxes', 'Boxes around things (b)', actions.toggleBoxes)
  const figures = iconButton('figures', 'Statistics (i)', actions.toggleFigures)
  const float = iconButton('float', 'Picture in picture (p)', actions.toggleFloating)
  const full = iconButton('enlarge', 'Full screen (f)', actions.toggleFullscreen)
  const volume = make('input', { type: 'range', min: '0', max: '1', step: '0.05', ariaLabel: 'Volume' })
  const lag = make('span', { className: 'lag' })
  const live = make('button', { type: 'button', className: 'live', onclick: actions.jumpToLive }, 'Live', lag)
  const timeline = createTimeline(actions)
  const place = make('span', { className: 'place', hidden: true })
  const quality = make('select', { ariaLabel: 'Quality', title: 'Quality' })
  let offered = ''
  volume.oninput = () => actions.setVolume(volume.valueAsNumber)
  quality.onchange = () => {
    const track = Number(quality.value)
    actions.select(Number.isNaN(track) ? quality.value : track)
  }
  float.button.className = 'wide'
  float.button.hidden = !canFloat()
  full.button.hidden = !document.fullscreenEnabled

  const offer = ({ rungs, track, quality: selected }: PlayerSnapshot) => {
    const now = rungs.find(rung => rung.track === track)?.name
    const auto = selected === 'auto' && now !== undefined ? `Auto ${now}` : 'Auto'
    const best = rungs.toSorted((a, b) => b.bitrate - a.bitrate)
    const choices = [
      { value: 'auto', text: auto },
      ...best.map(rung => ({ value: `${rung.track}`, text: rung.name })),
    ]
    const wanted = JSON.stringify(choices)
    if (wanted !== offered) quality.replaceChildren(...choices.map(choice => make('option', choice)))
    offered = wanted
    if (quality.value !== `${selected}`) quality.value = `${selected}`
  }

  return {
    root: make(
      'div',
      { className: 'controls', part: 'controls', role: 'group', ariaLabel: 'Player' },
      timeline.root,
      play.button,
      mute.button,
      volume,
      live,
      place,
      make('span', { className: 'space' }),
      captions.button,
      boxes.button,
      quality,
      figures.button,
      float.button,
      full.button,
    ),
    update(snapshot, shown) {
      const { paused, muted, stats, state } = snapshot
      const still = paused || state === 'ended'
      play.show(still ? 'play' : 'pause', still ? 'Play (k)' : 'Pause (k)')
      mute.show(muted ? 'silence' : 'sound', muted ? 'Unmute (m)' : 'Mute (m)')
      if (volume.valueAsNumber !== snapshot.volume) volume.valueAsNumber = snapshot.volume
      if (document.fullscreenElement) full.show('shrink', 'Leave full screen (f)')
      else full.show('enlarge', 'Full screen (f)')
      captions.button.hidden = !snapshot.captioned
      captions.button.ariaPressed = `${shown.captions}`
      boxes.button.hidden = !snapshot.recognised
      boxes.button.ariaPressed = `${shown.boxes}`
      timeline.update(snapshot)
      const { at, timeline: there } = snapshot
      const isBack = there !== undefined && at !== undefined && !there.live
      const atEdge =
        !isBack &&
        state === 'playing' &&
        !paused &&
        stats.latency < (stats.carrier === 'hls' ? LIVE_HLS_MS : LIVE_MS)
      live.hidden = there?.ended === true
      live.classList.toggle('edge', atEdge)
      lag.textContent = state === 'playing' && !paused && !isBack ? ` · ${seconds(stats.latency)}` : ''
      live.ariaLabel = atEdge ? 'At the live edge' : 'Go to the live edge'
      place.hidden = !isBack
      if (isBack) place.textContent = describe(there, at)
      offer(snapshot)
    },
  }
}

function seconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
}
