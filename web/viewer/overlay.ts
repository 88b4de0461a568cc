import { make } from './dom.ts'
import type { PlayerSnapshot, PlayerState, PlayerStats } from './types.ts'

const TITLES: Record<PlayerState, string> = {
  connecting: 'Connecting',
  away: 'The streamer is not there',
  waiting: 'Waiting for the stream',
  playing: '',
  reconnecting: 'Connection lost: trying again',
  ended: 'The stream has ended',
  failed: 'This stream cannot be played',
}
const BUSY: PlayerState[] = ['connecting', 'waiting', 'reconnecting']

/** Says over the picture why nothing moves, and what can be done. @param replay plays what is kept of a stream that is over */
export function createStatus(retry: () => void, replay: () => void) {
  const title = make('strong')
  const reason = make('p')
  const again = make('button', { type: 'button', className: 'again', onclick: retry }, 'Try again')
  const replayed = { type: 'button', className: 'again', onclick: replay, hidden: true } as const
  const anew = make('button', replayed, 'Watch it again')
  const root = make(
    'div',
    { className: 'status', part: 'status', role: 'status' },
    title,
    reason,
    again,
    anew,
  )
  const set = (element: HTMLElement, text: string) => {
    if (element.textContent !== text) element.textContent = text
  }
  const show = (state: PlayerState, why: string, heading = TITLES[state]) => {
    root.hidden = state === 'playing'
    root.classList.toggle('busy', BUSY.includes(state))
    set(title, heading)
    set(reason, why)
    again.hidden = state !== 'failed'
  }
  return {
    root,
    show,
    /** Why a stream waits is its streamer's business: viewers are told what comes. */
    follow(snapshot: PlayerSnapshot) {
      const { state } = snapshot
      if (isInterrupted(snapshot)) show(state, 'The picture comes back by itself.', 'Interrupted')
      else show(state, state === 'waiting' ? 'It begins by itself.' : snapshot.reason)
      anew.hidden = state !== 'ended' || snapshot.timeline === undefined
    },
  }
}

/** Whether a stream waits whose picture was there before. */
export function isInterrupted({ state, stats }: PlayerSnapshot): boolean {
  return state === 'waiting' && stats.frames > 0
}

/** The figures of a playing stream, for those who want to know. */
export function createFigureBoard() {
  const root = make('dl', { className: 'figures', part: 'statistics', hidden: true })
  return {
    root,
    update({ stats }: PlayerSnapshot) {
      if (root.hidden) return
      const rows = Object.entries(describe(stats)).flatMap(([name, value]) => [
        make('dt', {}, name),
        make('dd', {}, value),
      ])
      root.replaceChildren(...rows)
    },
  }
}

function describe(stats: PlayerStats): Record<string, string> {
  return {
    Picture: `${stats.width}×${stats.height}, ${stats.framerate.toFixed(1)} fps, ${stats.codec}`,
    Latency: `${ms(stats.latency)}, ${ms(stats.buffer)} of it buffer`,
    'Sound offset': ms(stats.audioOffset),
    Received: `${megabits(stats.bitrate)} of ${stats.available > 0 ? megabits(stats.available) : 'unknown'}`,
    Link:
      stats.carrier === 'hls'
        ? 'HLS'
        : `${stats.carrier ?? 'none'}, round trip ${ms(stats.rtt)}, loss ${(stats.loss * 100).toFixed(1)} %`,
    Frames: `${stats.frames} shown, ${stats.dropped} dropped, ${stats.freezes} ${stats.freezes === 1 ? 'freeze' : 'freezes'}`,
  }
}

function ms(value: number): string {
  return `${Math.round(value)} ms`
}

function megabits(bitsPerSecond: number): string {
  return `${(bitsPerSecond / 1e6).toFixed(2)} Mb/s`
}
