import './theatre.css'
import type { Dialer } from '../../network/types.ts'
import { defineElement, type MillraceWatch } from '../../viewer/element.ts'
import { isInterrupted } from '../../viewer/overlay.ts'
import type { PlayerSnapshot, PlayerState } from '../../viewer/types.ts'
import type { WatchParams } from '../params.ts'
import { UNTITLED } from '../titles.ts'

const STATES: Record<PlayerState, string> = {
  connecting: '',
  away: 'Away',
  waiting: 'Soon',
  playing: 'Live',
  reconnecting: 'Reconnecting',
  ended: 'Ended',
  failed: '',
}

/** Plays the stream of a watch link over the whole window. */
export function openTheatre(
  link: string,
  network: Dialer | undefined,
  rtcConfiguration: RTCConfiguration,
  { quality, muted, hls }: WatchParams,
): void {
  const theatre = find<HTMLElement>('.theatre')
  const element = find<MillraceWatch>('millrace-watch')
  defineElement()
  element.network = network
  element.preferHls = hls
  element.hls = async () => (await import('../../viewer/hls.ts')).startHlsPlayer
  element.rtcConfiguration = rtcConfiguration
  element.addEventListener('statschange', event => show((event as CustomEvent<PlayerSnapshot>).detail))
  // Nothing else on this page wants the keys.
  document.addEventListener('keydown', event => {
    if (event.target === document.body) element.press(event)
  })
  element.setAttribute('quality', quality)
  element.toggleAttribute('muted', muted)
  element.setAttribute('src', link)
  theatre.hidden = false
}

function show(snapshot: PlayerSnapshot): void {
  const { info, state, docs } = snapshot
  const help = find<HTMLAnchorElement>('.theatre .help')
  help.hidden = docs === undefined
  help.href = `help.html#${docs ?? ''}`
  const badge = find<HTMLElement>('.theatre .state')
  const title = info?.title || UNTITLED
  const isLive = snapshot.timeline?.live !== false
  badge.dataset.state = isLive ? state : 'back'
  setText(
    badge,
    isInterrupted(snapshot) ? 'Interrupted' : state === 'playing' ? playing(snapshot) : STATES[state],
  )
  setText(find<HTMLElement>('.theatre h1'), title)
  document.title = `${title} · Millrace`
}

function playing({ timeline, stats }: PlayerSnapshot): string {
  if (timeline?.ended) return 'Replay'
  if (timeline?.live === false) return 'Behind live'
  return stats.carrier === 'hls' ? 'Live over HLS' : STATES.playing
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

function find<T extends Element>(selector: string): T {
  const element = document.querySelector<T>(selector)
  if (element === null) throw new TypeError(`the page has no ${selector}`)
  return element
}
