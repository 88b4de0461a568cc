import type { Player, PlayerOptions, PlayerSnapshot, Timeline } from './types.ts'
import type { StreamWindow } from './window.ts'

/** Nearer to the newest than this nothing is kept yet: it is live, ms. */
const LIVE_MARGIN_MS = 4000

/** Where what is behind live is played: over the live picture. */
export type Behind = {
  /** @param start s from the beginning of the window */
  open(options: Omit<PlayerOptions, 'rtcConfiguration'>, start: number): Promise<Player>
  /** The live picture is to be seen again. */
  close(): void
}

/**
 * A live player with a past: who goes back watches what is kept, over HLS, and the live link waits at its smallest
 * size meanwhile; who comes back to the live edge is there at once. After the end all that is kept can be watched.
 */
export function withTimeshift(live: Player, kept: StreamWindow, place: Behind): Player {
  const listeners = new Set<() => void>()
  let behind: Player | undefined
  /** Where to begin, while the player of the past is being opened. */
  let opening: number | undefined
  let pausedAt: number | undefined
  let visible = true
  let isOver = false

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const current = () => behind ?? live
  const timeline = (of: PlayerSnapshot): Timeline | undefined => {
    const window = kept.now()
    if (behind !== undefined) {
      const own = of.timeline ?? window
      return own && { ...own, live: false, until: Math.max(own.until, window?.until ?? 0) }
    }
    if (window === undefined) return undefined
    const ended = window.ended || of.state === 'ended'
    const isLive = !ended && !of.paused && opening === undefined
    return { from: window.from, until: isLive ? (of.at ?? window.until) : window.until, live: isLive, ended }
  }
  const snapshot = (): PlayerSnapshot => {
    const now = current().snapshot()
    return {
      ...now,
      ...(opening !== undefined &&
        behind === undefined && { state: 'connecting' as const, reason: '', docs: undefined }),
      at: opening ?? (behind === undefined && now.paused ? pausedAt : undefined) ?? now.at,
      info: now.info ?? live.snapshot().info,
      timeline: timeline(now),
    }
  }

  const goLive = () => {
    const last = behind?.snapshot()
    behind?.close()
    behind = opening = pausedAt = undefined
    if (last !== undefined) {
      live.setMuted(last.muted)
      live.setVolume(last.volume)
      place.close()
    }
    live.setVisible(visible)
    live.play()
    live.jumpToLive()
    changed()
  }
  const goBack = async (at: number) => {
    opening = at
    live.pause()
    live.setVisible(false)
    changed()
    await kept.refresh()
    const { from, until, ended } = kept.now() ?? { from: at, until: at, ended: false }
    // What is kept may be far behind what is live: a player waits beyond its end.
    const to = Math.min(opening, ended ? until : until - LIVE_MARGIN_MS)
    const { muted, volume, rungs, quality } = live.snapshot()
    const name = rungs.find(({ track }) => track === quality)?.name ?? 'auto'
    const player = await place.open({ muted, volume, quality: name }, Math.max(0, (to - from) / 1000))
    // Somebody went back to live, or away, meanwhile.
    if (opening === undefined || isOver) {
      player.close()
      return place.close()
    }
    behind = player
    player.onchange(() => {
      const { state, at } = player.snapshot()
      if (at !== undefined) opening = undefined
      if (state === 'failed' && live.snapshot().state !== 'ended') goLive()
      else changed()
    })
    changed()
  }

  const unbind = live.onchange(changed)
  return {
    snapshot,
    onchange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    select(quality) {
      const name = current()
        .snapshot()
        .rungs.find(({ track }) => track === quality)?.name
      behind?.select(name ?? quality)
      live.select(name ?? quality)
    },
    setMuted(muted) {
      current().setMuted(muted)
    },
    setVolume(volume) {
      current().setVolume(volume)
    },
    pause() {
      pausedAt = live.snapshot().at
      current().pause()
    },
    play() {
      const until = kept.now()?.until
      if (behind !== undefined) behind.play()
      else if (pausedAt === undefined || until === undefined || until - pausedAt < LIVE_MARGIN_MS) goLive()
      else void goBack(pausedAt)
    },
    jumpToLive() {
      if (timeline(current().snapshot())?.ended !== true) goLive()
    },
    seek(at) {
      const there = timeline(current().snapshot())
      if (there === undefined) return
      const to = Math.max(at, there.from)
      if (!there.ended && to > there.until - LIVE_MARGIN_MS) goLive()
      else if (behind !== undefined) behind.seek(to)
      else if (opening !== undefined) opening = to
      else void goBack(to)
    },
    setVisible(next) {
      visible = next
      live.setVisible(visible && behind === undefined)
    },
    close() {
      isOver = true
      unbind()
      listeners.clear()
      kept.close()
      behind?.close()
      live.close()
    },
  }
}
