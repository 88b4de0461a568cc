import { openEffectApart } from '../ai/apart.ts'
import type { Effect as Opened } from '../ai/effect.ts'
import { scaled } from '../codec/scale.ts'
import { isSameKind, PORTRAIT, streamEffectOf } from '../protocol/effects.ts'
import { MillraceError, toError } from '../protocol/errors.ts'
import type { Veiling, VeilState } from './types.ts'
import { createPace } from './veilpace.ts'

/** Brightness of the plain picture. */
const PLAIN = 60

/**
 * What is done to the frames of devices before anything of them is sent. Until its model is ready, and when it fails, a
 * plain picture goes out instead.
 */
export type Veil = {
  /** From the next frame on; undefined: nothing is done. */
  set(effect: Veiling | undefined): void
  /** @returns what is sent in place of the frame, which is used up; in its size and with its time */
  apply(frame: VideoFrame, framerate: number): Promise<VideoFrame>
  state(framerate: number): VeilState | undefined
  close(): void
}

export function createVeil(open: typeof openEffectApart = openEffectApart): Veil {
  let wanted: Veiling | undefined
  let opened: Opened | undefined
  let state: VeilState = { kind: 'loading', share: 0 }
  let pace = createPace()
  /** Which of the loads counts. */
  let newest = {}

  const fail = (thrown: unknown) => {
    close()
    state = { kind: 'failed', reason: toError(thrown).message }
  }

  const close = () => {
    newest = {}
    void opened?.close()
    opened = undefined
  }

  const load = async (effect: Veiling) => {
    const own = newest
    const loaded = await open(toOpen(effect), share => {
      if (own === newest) state = { kind: 'loading', share }
    })
    if (own !== newest) return loaded.close()
    opened = loaded
    state = { kind: 'made' }
  }

  const change = async (frame: VideoFrame, framerate: number): Promise<VideoFrame> => {
    const [running, strength] = [opened, wanted?.strength ?? 1]
    if (running === undefined) return plain(frame)
    const began = performance.now()
    const small = await scaled(frame, sizeOf(frame, pace.pixels()))
    try {
      const made = await running.apply(small, strength)
      pace.took(performance.now() - began, framerate)
      return made
    } catch (thrown) {
      if (running === opened) fail(thrown)
      return plain(frame)
    } finally {
      small.close()
    }
  }

  return {
    set(effect) {
      const isSame = isSameKind(effect, wanted) && effect?.portrait?.picked === wanted?.portrait?.picked
      wanted = effect
      if (isSame) return
      close()
      pace = createPace()
      state = { kind: 'loading', share: 0 }
      const own = newest
      if (effect === undefined) return
      load(effect).catch(thrown => {
        if (own === newest) fail(thrown)
      })
    },
    async apply(frame, framerate) {
      if (wanted === undefined) return frame
      try {
        const made = await change(frame, framerate)
        const { timestamp, displayWidth, displayHeight } = frame
        const shown = new VideoFrame(made, { timestamp, displayWidth, displayHeight })
        made.close()
        return shown
      } finally {
        frame.close()
      }
    },
    state(framerate) {
      if (wanted === undefined) return undefined
      const few = pace.few(framerate)
      return state.kind === 'made' && few !== undefined ? { ...state, few } : state
    },
    close,
  }
}

/** @throws MillraceError unsupported; bad-input: there is no picture to be shown */
function toOpen({ portrait, ...effect }: Veiling) {
  const kind = streamEffectOf(effect.id)
  if (kind === undefined) throw new MillraceError('unsupported', `There is no effect ${effect.id} here.`)
  if (kind.id !== PORTRAIT.id) return { ...effect, id: kind.id }
  if (portrait === undefined) throw new MillraceError('bad-input', 'No picture with a face has been picked.')
  return portrait
}

/** A size in the frame's shape with no more pixels than this. */
function sizeOf({ displayWidth: width, displayHeight: height }: VideoFrame, pixels: number) {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)))
  return { width: 2 * Math.round((width * scale) / 2), height: 2 * Math.round((height * scale) / 2) }
}

/** Nothing is on it. */
function plain({ timestamp, displayWidth, displayHeight }: VideoFrame): VideoFrame {
  const [width, height] = [2 * Math.ceil(displayWidth / 2), 2 * Math.ceil(displayHeight / 2)]
  const planes = new Uint8Array(width * height * 1.5).fill(128)
  planes.fill(PLAIN, 0, width * height)
  return new VideoFrame(planes, { format: 'I420', codedWidth: width, codedHeight: height, timestamp })
}
