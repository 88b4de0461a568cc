import { weighted } from '../protocol/balance.ts'
import { effectOrder, isSameEffect, orderedEffect, weightAt } from '../protocol/effects.ts'
import { MillraceError } from '../protocol/errors.ts'
import { EFFECT_ORDER_BURST, MAX_EFFECT_WEIGHT } from '../protocol/limits.ts'
import type { Effect, EffectOrder, FullEffect, Offer } from '../protocol/schema.ts'

/** What was ordered to be done to the pictures of a job; the newest is about to be, or is. */
export type Orders = {
  /** @returns what the orchestrator is told */
  place(offer: Offer, effect: FullEffect | undefined): EffectOrder
  newest(): EffectOrder
  /** For how many plain pixels each of the newest order's counts. */
  weight(): number
  /**
   * The orchestrator does this from now on.
   * @returns it as it was ordered, its weight, and whether it is the newest order
   * @throws MillraceError bad-message where it was not ordered
   */
  applied(effect: Effect | undefined): { effect: FullEffect | undefined; weight: number; isNewest: boolean }
}

export function createOrders(offer: Offer, effect: FullEffect | undefined): Orders {
  let placed = [orderAt(offer, effect)]
  const newest = () => placed.at(-1) ?? orderAt(offer, undefined)

  return {
    place(now, next) {
      placed = [...placed, orderAt(now, next)].slice(-EFFECT_ORDER_BURST)
      return newest().order
    },
    newest: () => newest().order,
    weight: () => newest().weight,
    applied(applied) {
      const known = placed.findLast(({ order }) => isSameEffect(order.effect, applied))
      if (applied !== undefined && known === undefined) {
        throw new MillraceError('bad-message', 'The orchestrator applies an effect that was not ordered.')
      }
      const effect = known && orderedEffect(known.order)
      return { effect, weight: known?.weight ?? 1, isNewest: known === newest() }
    },
  }
}

function orderAt(offer: Offer, effect: FullEffect | undefined) {
  return { order: effectOrder(effect, offer), weight: weightAt(offer, effect?.id) }
}

/** Output pixels of a segment with the dearest effect of an offer: so much has to be payable at once. */
export function heaviest(pixels: bigint, offer: Offer): bigint {
  const weights = (offer.effects ?? []).map(({ id }) => weightAt(offer, id))
  return weighted(pixels, Math.max(1, ...weights.filter(weight => weight <= MAX_EFFECT_WEIGHT)))
}
