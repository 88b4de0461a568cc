import type { Player } from './types.ts'

/** A direct connection that has shown nothing for so long is given up where there is another way, ms: one takes 1 to 3 s. */
const PATIENCE_MS = 8000

/** Whether this browser can take the direct way at all. */
export function canConnect(): boolean {
  return 'RTCPeerConnection' in globalThis && 'VideoDecoder' in globalThis
}

/** Resolves when this player has failed, or shown nothing for too long, before it ever had anything to show or to wait for. */
export function hasNoWay(player: Player, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const stop = () => {
      clearTimeout(timer)
      unbind()
    }
    const giveUp = () => {
      stop()
      resolve()
    }
    const timer = setTimeout(giveUp, PATIENCE_MS)
    const unbind = player.onchange(() => {
      const { state } = player.snapshot()
      if (state === 'failed') giveUp()
      else if (state !== 'connecting' && state !== 'away') stop()
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
