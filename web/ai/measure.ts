import { canEncodeClip } from '../codec/clip.ts'
import { CAPTIONS, type CaptionsId } from '../protocol/captions.ts'
import { type EffectId, sizeAfter } from '../protocol/effects.ts'
import {
  type IMAGINE_ANY,
  IMAGINE_CLIP,
  IMAGINE_SIDE,
  type ImagineId,
  isPainted,
} from '../protocol/imagine.ts'
import { LOOK_SIDE, OBJECTS, type ObjectsId } from '../protocol/objects.ts'
import { SOUND_RATE } from '../protocol/sound.ts'
import { openEffect } from './effect.ts'
import { openHearingSessions, startHearing } from './hearing.ts'
import { openImagine } from './imagine.ts'
import type { OnProgress } from './load.ts'
import { openRecogniser } from './recogniser.ts'
import type { Session } from './session.ts'
import { END } from './speech.ts'
import { VOICE_WINDOW } from './voice.ts'

const WIDTH = 640
const HEIGHT = 360
/** WebAssembly is compiled a second time, and better, while it first runs. */
const WARM_UP = 3
const TIMED = 5
/** Sound that is written down to see how long that takes, s. */
const SOUND_S = 4

/** The model of a hub is measured where it stays loaded. */
export type MeasuredId = EffectId | ObjectsId | CaptionsId | Exclude<ImagineId, typeof IMAGINE_ANY.id>

/**
 * How fast this machine is at an effect, at finding things, at captions or at painting, in a Worker.
 * @returns pixels per second that come of it, of looks those that are looked at; of captions ms of sound; 0 where it cannot run
 */
export async function measureEffect(id: MeasuredId, onprogress?: OnProgress): Promise<number> {
  if (id === CAPTIONS.id) return measureHearing(onprogress).catch(() => 0)
  if (id === IMAGINE_CLIP.id && !(await canEncodeClip())) return 0
  if (isPainted(id)) return measureImagine(onprogress).catch(() => 0)
  const pixels = new Uint8Array(WIDTH * HEIGHT * 4).map((_, index) => (index % 1021) / 4)
  const frame = new VideoFrame(pixels, {
    format: 'RGBA',
    codedWidth: WIDTH,
    codedHeight: HEIGHT,
    timestamp: 0,
  })
  try {
    const { run, area, close } =
      id === OBJECTS.id ? await openLooks(onprogress) : await openFrames(id, onprogress)
    for (let index = 0; index < WARM_UP; index += 1) await run(frame)
    const began = performance.now()
    for (let index = 0; index < TIMED; index += 1) await run(frame)
    const took = performance.now() - began
    await close()
    return (TIMED * area * 1000) / took
  } catch {
    return 0
  } finally {
    frame.close()
  }
}

async function openFrames(id: EffectId, onprogress: OnProgress | undefined) {
  const effect = await openEffect(id, onprogress)
  const run = async (frame: VideoFrame) => (await effect.apply(frame, 1)).close()
  const { width, height } = sizeAfter(id, { width: WIDTH, height: HEIGHT })
  return { run, area: width * height, close: effect.close }
}

async function openLooks(onprogress: OnProgress | undefined) {
  const { look, close } = await openRecogniser(onprogress)
  return { run: look, area: LOOK_SIDE ** 2, close }
}

/** One picture, whose first steps compile what the others run; of a clip no frame takes longer. */
async function measureImagine(onprogress: OnProgress | undefined): Promise<number> {
  const { imagine, close } = await openImagine(onprogress)
  const began = performance.now()
  await imagine([['hills'], ['red', 'house']], 1).finally(close)
  return (IMAGINE_SIDE ** 2 * 1000) / (performance.now() - began)
}

/** With as many words as can be said in the time: there are fewer in most sounds. */
async function measureHearing(onprogress: OnProgress | undefined): Promise<number> {
  const { decoder, ...sessions } = await openHearingSessions(onprogress)
  const { voice, speech } = startHearing({ ...sessions, decoder: endless(decoder) })
  const samples = new Float32Array(SOUND_S * SOUND_RATE).map((_, index) => Math.sin(index ** 2) / 4)
  const hear = async (length: number) => {
    for (let at = 0; at + VOICE_WINDOW <= length; at += VOICE_WINDOW) {
      await voice(samples.slice(at, at + VOICE_WINDOW))
    }
    await speech(samples.subarray(0, length))
  }
  await hear(SOUND_RATE)
  const began = performance.now()
  await hear(samples.length)
  return (SOUND_S * 1e6) / (performance.now() - began)
}

/** Never says that nothing more was said. */
function endless(decoder: Session): Session {
  return {
    ...decoder,
    async run(inputs) {
      const outputs = await decoder.run(inputs)
      if (outputs.logits !== undefined) outputs.logits.data[END] = Number.NEGATIVE_INFINITY
      return outputs
    },
  }
}
