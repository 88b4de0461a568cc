import { proxy, wrap } from 'comlink'
import { effectBytes } from '../../ai/effect.ts'
import { closeHub, measureHub } from '../../ai/hub/apart.ts'
import type { MeasureWorker } from '../../ai/measure.worker.ts'
import { every } from '../../network/ticker.ts'
import type { Orchestrator } from '../../orchestrator/types.ts'
import { CAPTIONS, type CaptionsId } from '../../protocol/captions.ts'
import { BLUR, EFFECTS, type EffectId, effectOf } from '../../protocol/effects.ts'
import {
  IMAGINE,
  IMAGINE_ANY,
  IMAGINE_CLIP,
  type ImagineId,
  isPainted,
  picturesOf,
  sideOf,
} from '../../protocol/imagine.ts'
import { LEAST_SOUND_RATE, MAX_ASK_PIXELS } from '../../protocol/limits.ts'
import { LOOK_SIDE, OBJECTS, type ObjectsId } from '../../protocol/objects.ts'
import type { EffectOffer } from '../../protocol/schema.ts'

/** Pixels per second of 240p at 12 frames: who is slower shows no film any more. Faster ones are taken first. */
const LEAST_PIXEL_RATE = 426 * 240 * 12

/** Of two looks a second. */
const LEAST_LOOK_RATE = 2 * LOOK_SIDE ** 2

/** Of the largest picture that can be asked for in half a minute: nobody waits for the next one. */
const LEAST_STILL_RATE = MAX_ASK_PIXELS / 30

/** Of a picture, or a clip, that is painted in a minute. */
const leastImagineRate = (id: ImagineId) => (picturesOf(id) * sideOf(id) ** 2) / 60

/** What is too slow is measured again, as the machine may only have been busy: after a minute, then after twice as long each time, ms. */
const AGAIN_MS = 60_000
const MAX_AGAIN_MS = 60 * 60_000

/** The least `pixelRate` with which it is offered. */
export function leastOf(id: CapabilityId): number {
  if (id === OBJECTS.id) return LEAST_LOOK_RATE
  if (id === CAPTIONS.id) return LEAST_SOUND_RATE
  if (isPainted(id)) return leastImagineRate(id)
  return effectOf(id)?.enlarges ? LEAST_STILL_RATE : LEAST_PIXEL_RATE
}

export type CapabilityId = EffectId | ObjectsId | CaptionsId | ImagineId

/** Wei beside the price of an output pixel; 0: nothing. */
export type EffectPrices = {
  /** For an output pixel. */
  effect: number
  /** For a ms of sound. */
  sound: number
  /** For a pixel that is painted from words. */
  imagine: number
}

/** One effect on this machine, finding things, captions, or painting. */
export type OwnEffect = {
  id: CapabilityId
  name: string
  /** To be downloaded the first time. */
  bytes: number
  /** `off`: it is not measured; `measuring`: `share` of its model is there; `slow`: it keeps up with no stream. */
  state: 'off' | 'measuring' | 'offered' | 'slow'
  share: number
  /** Pixels per second, of captions ms of sound; undefined where nobody has measured it. */
  pixelRate: number | undefined
}

/**
 * What this machine does to pictures and sounds: each is measured, one after another, before it is offered.
 * @param measured false: the machine is vouched for instead
 * @param prices as they are at the time of the call
 */
export function createEffects(orchestrator: Orchestrator, measured: boolean, prices: () => EffectPrices) {
  const all: OwnEffect[] = $state(
    [...EFFECTS, OBJECTS, CAPTIONS, IMAGINE, IMAGINE_CLIP, IMAGINE_ANY].map(({ id, name }) => ({
      ...{ id, name, bytes: effectBytes(id), state: 'off' as const, share: 0, pixelRate: undefined },
    })),
  )
  let measuring = Promise.resolve()
  /** When each is measured again if it is too slow, and how long it waits after that, ms. */
  const slow = new Map<OwnEffect, { at: number; wait: number }>()

  $effect(() => {
    const { effect, sound, imagine } = prices()
    const others: Record<string, number> = {
      [CAPTIONS.id]: sound,
      [IMAGINE.id]: imagine,
      [IMAGINE_CLIP.id]: imagine,
      [IMAGINE_ANY.id]: imagine,
    }
    const offers = all
      .filter(({ state }) => state === 'offered')
      .map(({ id, pixelRate = leastOf(id) }): EffectOffer => {
        const wei = BigInt(others[id] ?? effect)
        return { id, pixelRate, ...(wei > 0n && { price: { wei, pixels: 1n } }) }
      })
    orchestrator.setEffects(offers)
  })

  /** Pixels per second; 0 where it does not run. */
  const rateOf = async (id: CapabilityId, onprogress: (share: number) => void): Promise<number> => {
    if (id === IMAGINE_ANY.id) return measureHub(onprogress)
    const worker = new Worker(new URL('../../ai/measure.worker.ts', import.meta.url), { type: 'module' })
    const { measure: run } = wrap<MeasureWorker>(worker)
    const failed = new Promise<number>(resolve => worker.addEventListener('error', () => resolve(0)))
    return Promise.race([run(id, proxy(onprogress)), failed]).finally(() => worker.terminate())
  }

  const measure = async (effect: OwnEffect) => {
    if (effect.state !== 'measuring') return
    const rate = await rateOf(effect.id, share => {
      effect.share = share
    })
    effect.pixelRate = rate
    // It may have been switched off meanwhile.
    if (effect.state === 'measuring') effect.state = rate >= leastOf(effect.id) ? 'offered' : 'slow'
    if (effect.id === IMAGINE_ANY.id && effect.state !== 'offered') closeHub()
    if (effect.state !== 'slow') return
    const { wait } = slow.get(effect) ?? { wait: AGAIN_MS }
    slow.set(effect, { wait: Math.min(2 * wait, MAX_AGAIN_MS), at: performance.now() + wait })
  }

  const start = (effect: OwnEffect) => {
    effect.state = 'measuring'
    effect.share = 0
    measuring = measuring.then(() => measure(effect))
  }

  /** While somebody's work runs nothing is begun beside it. */
  const startAgain = () => {
    const isAtWork = orchestrator.snapshot().jobs.some(({ state }) => state === 'running')
    const isDue = (effect: OwnEffect) => (slow.get(effect)?.at ?? 0) <= performance.now()
    const found = all.find(effect => effect.state === 'slow' && effect.pixelRate && isDue(effect))
    if (found && !isAtWork) start(found)
  }
  $effect(() => every(AGAIN_MS / 4, startAgain))

  const offer = (id: CapabilityId) => {
    const effect = all.find(each => each.id === id)
    if (effect === undefined || effect.state === 'offered' || effect.state === 'measuring') return
    const known = !measured || (effect.pixelRate ?? 0) >= leastOf(id)
    if (known) effect.state = 'offered'
    else start(effect)
  }

  return {
    all,
    /** Beside anything else blurring is offered, which takes next to nothing: who finds things for others should be able to hide them. */
    offer(id: CapabilityId) {
      offer(id)
      offer(BLUR)
    },
    withdraw(id: CapabilityId) {
      const effect = all.find(each => each.id === id)
      if (effect !== undefined) effect.state = 'off'
      if (id === IMAGINE_ANY.id) closeHub()
    },
  }
}
