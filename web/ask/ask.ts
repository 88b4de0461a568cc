import { keepEvidence } from '../gateway/evidence.ts'
import type { Scores } from '../gateway/scores.ts'
import type { HeardOffer, Network } from '../network/types.ts'
import { isOwnEnd } from '../payments/bill.ts'
import { canPay } from '../payments/canpay.ts'
import type { Payer } from '../payments/types.ts'
import { toError } from '../protocol/errors.ts'
import type { Evidence } from '../protocol/evidence.ts'
import { type Market, select, type Work } from '../protocol/select.ts'
import { askPeer, type Given } from './askpeer.ts'
import type { Inspect } from './inspect.ts'
import { evidenceOf } from './proof.ts'
import type { Answered, AskEvent, Order } from './types.ts'

export type AskParts = {
  offers(): HeardOffer[]
  onchange(listener: () => void): () => void
  /** As it is at the time of the call. */
  market(): Market
  scores: Pick<Scores, 'rate' | 'observe'>
  /** One orchestrator. @throws as `askPeer` */
  reach(heard: HeardOffer, order: Order, hooks: Parameters<typeof askPeer>[4]): Promise<Given>
  inspect: Inspect
  /** Keeps evidence of a cheat, by its job. */
  keep(evidence: Evidence): Promise<void>
}

/** How often is looked for somebody who can do it, ms. */
const LOOK_MS = 1000

export type AskOptions = { onevent(event: AskEvent): void; signal: AbortSignal }

/** What a task asks of an orchestrator: it encodes no video, and is as fast as it is. */
export function workOf(id: string): Work {
  return { pixelRate: 0, effect: { id, pixelRate: 0 } }
}

/** Who asks over a network. @param payer @param market as they are at the time of the call */
export function partsOf(
  network: Network,
  market: () => Market,
  payer: () => Payer | undefined,
  scores: Scores,
  inspect: Inspect,
): AskParts {
  return {
    offers: network.offers,
    onchange: network.onchange,
    market: () => ({ ...market(), pays: canPay(payer()) }),
    scores,
    reach: (heard, order, hooks) => askPeer(network, heard, order, payer(), hooks),
    inspect,
    keep: keepEvidence,
  }
}

/**
 * Has a request done by one orchestrator after another, in the order of the draw, until one has done it; as long as
 * nobody is there, it waits.
 * @throws MillraceError the last one's reason where all that were there have failed, and none for want of a place; bad-input, too-large: nobody can
 * do it; no-funds and the like; or what the signal was aborted with
 */
export async function ask(parts: AskParts, order: Order, { onevent, signal }: AskOptions): Promise<Answered> {
  const { offers, market, scores, reach, inspect, keep } = parts
  const seed = Math.floor(Math.random() * 2 ** 32)
  const tried = new Map<string, bigint>()
  /** Jobs of which evidence is kept, by peer. */
  const proven = new Map<string, string>()
  /** Those whose places were taken when they were asked, which costs nothing: they are asked again once offers have changed. */
  const full = new Set<string>()
  const turnedAway = new Set<string>()
  const spent = () => [...tried.values()].reduce((sum, paid) => sum + paid, 0n)

  const next = () => {
    const candidates = offers()
      .filter(({ peer }) => !tried.has(peer))
      .map(({ peer, offer }) => ({ peer, offer, rtt: undefined, score: scores.rate(peer), suspended: false }))
    return select(candidates, workOf(order.asked.task.id), market(), seed)[0]
  }

  const attempt = async (heard: HeardOffer): Promise<Answered> => {
    const { peer } = heard
    const onstage: Parameters<typeof askPeer>[4]['onstage'] = (stage, share) =>
      onevent({ kind: 'asked', peer, stage, share })
    const onpaid = (paid: bigint) => void tried.set(peer, paid)
    const given = await reach(heard, order, { onstage, onpaid, signal })
    const { bytes, ms } = given
    const onchecking = () => onevent({ kind: 'checking', peer })
    const inspecting = inspect(peer, order, bytes, signal, onchecking)
    const { answer, checked } = await inspecting.catch(thrown => prove(peer, given, thrown))
    scores.observe(peer, 'good')
    return { answer, peer, paid: spent(), ms, checked }
  }

  const prove = async (peer: string, given: Given, thrown: unknown): Promise<never> => {
    const { code, message } = toError(thrown)
    if (code === 'cheated') {
      // A browser that keeps nothing has no evidence; the next one is asked all the same.
      await keep(evidenceOf(peer, order, given, message)).then(
        () => proven.set(peer, given.job),
        () => {},
      )
    }
    throw thrown
  }

  for (let failure: unknown; ; ) {
    const choice = next()
    if (choice === undefined) {
      signal.throwIfAborted()
      if (failure !== undefined && full.size === 0) throw failure
      onevent({ kind: 'searching' })
      await changed(parts.onchange, signal)
      for (const peer of full) tried.delete(peer)
      full.clear()
      continue
    }
    const { peer, offer } = choice
    tried.set(peer, 0n)
    try {
      return await attempt({ peer, offer, heardAt: 0 })
    } catch (thrown) {
      signal.throwIfAborted()
      const error = toError(thrown)
      if (isOwnEnd(error.code) || error.code === 'bad-input' || error.code === 'too-large') throw error
      if ((error.code === 'busy' || error.code === 'paused') && tried.get(peer) === 0n) {
        if (!turnedAway.has(peer)) scores.observe(peer, 'refused')
        turnedAway.add(peer)
        full.add(peer)
        continue
      }
      const refusals = ['busy', 'paused', 'unsupported', 'too-dear']
      const outcome = refusals.includes(error.code) ? 'refused' : 'lost'
      scores.observe(peer, error.code === 'cheated' ? 'cheated' : outcome)
      onevent({ kind: 'failed', peer, error, evidence: proven.get(peer) })
      failure = error
    }
  }
}

/** Resolves when offers have changed, or a session may have been opened meanwhile. */
function changed(onchange: AskParts['onchange'], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer)
      forget()
      signal.removeEventListener('abort', settle)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(settle, LOOK_MS)
    const forget = onchange(settle)
    signal.addEventListener('abort', settle)
  })
}
