import { beforeEach, describe, expect, test } from 'vitest'
import type { PlaylistWindow } from '../protocol/playlist.ts'
import { withTimeshift } from './timeshift.ts'
import type { Player, PlayerSnapshot } from './types.ts'

const STATS = {
  ...{
    latency: 0,
    buffer: 0,
    framerate: 0,
    bitrate: 0,
    available: 0,
    rtt: 0,
    loss: 0,
    frames: 0,
    dropped: 0,
  },
  ...{ freezes: 0, carrier: undefined, width: 0, height: 0, codec: '', audioOffset: 0 },
}

/** A player that stands where it is put, and remembers what it was told. */
function fake(at: number) {
  const listeners = new Set<() => void>()
  const calls: string[] = []
  const now: PlayerSnapshot = {
    ...{
      state: 'playing',
      reason: '',
      docs: undefined,
      info: undefined,
      rungs: [],
      track: 1,
      quality: 'auto',
      at,
    },
    ...{
      paused: false,
      muted: false,
      volume: 1,
      timeline: undefined,
      cues: [],
      captioned: false,
      recognised: false,
      stats: STATS,
    },
  }
  const tell = (name: string) => calls.push(name)
  const player: Player = {
    snapshot: () => ({ ...now }),
    onchange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    select: quality => tell(`select ${quality}`),
    setMuted(muted) {
      now.muted = muted
    },
    setVolume(volume) {
      now.volume = volume
    },
    pause() {
      now.paused = true
    },
    play() {
      now.paused = false
    },
    jumpToLive: () => tell('live'),
    seek: to => tell(`seek ${to}`),
    setVisible: visible => tell(visible ? 'seen' : 'unseen'),
    close: () => tell('closed'),
  }
  const change = (next: Partial<PlayerSnapshot>) => {
    Object.assign(now, next)
    for (const listener of listeners) listener()
  }
  return { player, calls, change, now }
}

const LIVE_AT = 100_000
let live: ReturnType<typeof fake>
let past: ReturnType<typeof fake>
let kept: PlaylistWindow | undefined
let opened: { quality: string; muted: boolean; start: number }[]
let shown: string
let player: Player

beforeEach(() => {
  live = fake(LIVE_AT)
  past = fake(0)
  kept = { from: 40_000, until: LIVE_AT, ended: false }
  opened = []
  shown = 'live'
  player = withTimeshift(
    live.player,
    { now: () => kept, refresh: async () => {}, close() {} },
    {
      async open({ quality, muted }, start) {
        opened.push({ quality, muted, start })
        shown = 'past'
        return past.player
      },
      close() {
        shown = 'live'
      },
    },
  )
})

/** Until what was begun is through. */
const settled = () => new Promise(resolve => setTimeout(resolve))

async function goBack(at: number) {
  player.seek(at)
  await settled()
  past.change({ at })
}

describe('while live', () => {
  test('going back begins within what is kept, however far that is behind', async () => {
    player.seek(90_000)
    kept = { from: 40_000, until: 50_000, ended: false }
    await settled()
    expect(opened[0]?.start).toBe(6)
  })

  test('nothing can be gone back to where nothing is kept', async () => {
    kept = undefined
    player.seek(50_000)
    await settled()
    expect(player.snapshot().timeline).toBeUndefined()
    expect(opened).toEqual([])
  })

  test('who goes back watches what is kept; the live link rests meanwhile', async () => {
    live.change({ muted: true })
    await goBack(70_000)
    expect(opened).toEqual([{ quality: 'auto', muted: true, start: 30 }])
    expect(live.now.paused).toBe(true)
    expect(live.calls).toContain('unseen')
    const { at, timeline } = player.snapshot()
    expect(at).toBe(70_000)
    expect(timeline).toEqual({ from: 40_000, until: LIVE_AT, live: false, ended: false })
    player.seek(50_000)
    expect(past.calls).toEqual(['seek 50000'])
  })

  test('no further back than what is kept, and at the edge it is live', async () => {
    await goBack(10_000)
    expect(opened[0]?.start).toBe(0)
    player.seek(99_000)
    expect(shown).toBe('live')
    expect(live.calls).toContain('live')
  })

  test('who comes back finds sound and size as they were set', async () => {
    await goBack(70_000)
    player.setMuted(true)
    player.setVolume(0.5)
    player.select('720p')
    player.jumpToLive()
    expect(past.calls).toEqual(['select 720p', 'closed'])
    expect(live.calls).toEqual(['unseen', 'select 720p', 'seen', 'live'])
    expect(live.now).toMatchObject({ paused: false, muted: true, volume: 0.5 })
    expect(player.snapshot().timeline?.live).toBe(true)
  })

  test('who turns round while it is being opened is live at once, and what comes then is closed', async () => {
    player.seek(70_000)
    player.jumpToLive()
    await settled()
    expect(past.calls).toEqual(['closed'])
    expect(shown).toBe('live')
  })

  test('a short pause goes on live, a long one where it was paused', async () => {
    player.pause()
    player.play()
    await settled()
    expect(opened).toEqual([])
    player.pause()
    kept = { from: 40_000, until: LIVE_AT + 20_000, ended: false }
    expect(player.snapshot().at).toBe(LIVE_AT)
    player.play()
    await settled()
    expect(opened[0]?.start).toBe(60)
  })

  test('what is kept cannot be had after all: back to live', async () => {
    await goBack(70_000)
    past.change({ state: 'failed' })
    expect(shown).toBe('live')
  })
})

test('after the end all that is kept can be watched, and nothing is live', async () => {
  live.change({ state: 'ended' })
  expect(player.snapshot()).toMatchObject({ state: 'ended', timeline: { live: false, ended: true } })
  player.jumpToLive()
  expect(live.calls).toEqual([])
  await goBack(40_000)
  expect(opened[0]?.start).toBe(0)
  expect(player.snapshot().state).toBe('playing')
})
