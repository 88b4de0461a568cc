import { toChainError } from '../chain/errors.ts'
import { follow } from '../chain/follow.ts'
import type { Chain } from '../chain/open.ts'
import * as redeem from '../chain/redeem.ts'
import type { Hash } from '../chain/types.ts'
import type { Signer } from '../chain/wallet.ts'
import type { MillraceError } from '../protocol/errors.ts'
import { isOver } from './book.ts'
import * as dues from './dues.ts'
import type { Ledger, Redeemer, Redemption, Winner } from './types.ts'

/** A transaction that is not in a block by then is sent again, for more, ms. */
const RESEND_MS = 60_000
/** By how much more, hundredths: nodes take no replacement for less than a tenth. */
const RAISE = 130n
/** Blocks for which a redeemed winner is looked at: what a chain may still undo. */
const SETTLED = 64

export type RedeemerOptions = {
  ledger: Ledger
  /** Who signs. @throws MillraceError no-wallet, wrong-chain */
  signer: () => Promise<Signer>
  /** Signs without asking anybody, so that winners are redeemed as soon as they can be. */
  isAutomatic: () => boolean
}

/**
 * Redeems the winners of a ledger, one transaction at a time, and follows what became of them at every block. The
 * chain is what counts: a winner is redeemed when the contract has it as used, and until then it is not.
 */
export function startRedeemer(chain: Chain, { ledger, signer, isAutomatic }: RedeemerOptions): Redeemer {
  const listeners = new Set<() => void>()
  /** Blocks at which redeemed winners were first seen as such. */
  const seen = new Map<Hash, number>()
  /** Redeemed for good. */
  const settled = new Set<Hash>()
  let error: MillraceError | undefined
  /** What came of the last press, until the next one: a reading that goes well at the next block must not take it away. */
  let refused: MillraceError | undefined
  let pressed = false
  const ripe = new Set<Hash>()
  let asked = false
  let isSigning = false

  function tell(): void {
    for (const listener of listeners) listener()
  }

  /** Whether the chain need not be asked about it any more. */
  function isSettled({ id, state }: Winner): boolean {
    return state === 'lost' || settled.has(id)
  }

  const due = () => ledger.winners().filter(({ id, state }) => state === 'waiting' && ripe.has(id))

  async function step(): Promise<void> {
    if (ledger.winners().every(winner => isOver(winner) && isSettled(winner))) return
    const times = await redeem.readTimes(chain)
    await compare(times)
    let failure: unknown
    // What is on its way may fail at every block; the rest does not wait for it.
    await follows().catch(thrown => {
      failure = thrown
    })
    await lose(times)
    for (const winner of ledger.winners()) {
      if (dues.isRipe(winner, times)) ripe.add(winner.id)
      else ripe.delete(winner.id)
    }
    await explain(times)
    if (ledger.redemption() === undefined && (isAutomatic() || asked)) await redeemSome(times)
    if (failure !== undefined) throw failure
  }

  /** Holds winners against the chain: used ones are redeemed, whoever did it, and redeemed ones that it has undone are not. */
  async function compare(times: redeem.Times): Promise<void> {
    const open = ledger.winners().filter(winner => !isOver(winner) || !isSettled(winner))
    const used = await Promise.all(open.map(({ id }) => redeem.isUsed(chain, id)))
    for (const [index, winner] of open.entries()) {
      if (!used[index]) seen.delete(winner.id)
      else if (!seen.has(winner.id)) seen.set(winner.id, times.block)
      else if (times.block - (seen.get(winner.id) ?? 0) > SETTLED) settled.add(winner.id)
      if (used[index] && winner.state === 'waiting')
        await ledger.change(winner.id, { state: 'redeemed', reason: '' })
      if (!used[index] && winner.state === 'redeemed') await takeBack(winner)
    }
  }

  /** The chain has undone a redemption: it is on its way again where the transaction is known still. */
  async function takeBack({ id, hash }: Winner): Promise<void> {
    const pending = hash && (await redeem.findPending(chain, hash))
    if (!pending) {
      const reason = 'The chain has undone its redemption.'
      return ledger.change(id, { state: 'waiting', fee: 0n, reason })
    }
    const other = ledger.redemption()
    // With another one on its way, it counts again once the chain has done it again.
    if (other !== undefined && other.hash !== hash) return ledger.change(id, { state: 'waiting' })
    const winners = [...(other?.winners ?? []), id]
    await ledger.setRedemption({ ...pending, hash, at: Date.now(), winners })
    await ledger.change(id, { state: 'sent', fee: 0n })
  }

  /** Looks what became of the transaction that is on its way. */
  async function follows(): Promise<void> {
    const redemption = ledger.redemption()
    const winners = redemption ? winnersOf(redemption) : ledger.winners()
    if (redemption === undefined || winners.length === 0) return release(winners, '')
    const account = (await signer()).account.address
    const outcome = await redeem.outcomeOf(chain, account, redemption, winners)
    if (outcome.state === 'mined') return settle(winners, outcome)
    if (outcome.state === 'gone')
      return release(winners, 'Its transaction was dropped; it will be sent again.')
    const isLate = redemption.hash === undefined || Date.now() - redemption.at > RESEND_MS
    if (isAutomatic() && isLate) await resend(redemption, winners)
  }

  async function settle(winners: Winner[], { hash, fee }: { hash: Hash; fee: bigint }): Promise<void> {
    const each = fee / BigInt(winners.length)
    const rest = fee - each * BigInt(winners.length)
    for (const [index, winner] of winners.entries()) {
      // After a crash, those that were settled before it are not again.
      if (winner.state !== 'sent') continue
      const share = winner.fee + each + (index === 0 ? rest : 0n)
      const isPaid = await redeem.isUsed(chain, winner.id)
      const state = isPaid ? ('redeemed' as const) : ('waiting' as const)
      const reason = isPaid ? '' : 'The transaction did not redeem it.'
      await ledger.change(winner.id, { state, hash, fee: share, reason })
    }
    await ledger.setRedemption(undefined)
  }

  /** Nothing is on its way any more. */
  async function release(winners: Winner[], reason: string): Promise<void> {
    for (const { id, state } of winners) {
      if (state === 'sent') await ledger.change(id, { state: 'waiting', reason })
    }
    if (ledger.redemption() !== undefined) await ledger.setRedemption(undefined)
  }

  async function redeemSome(times: redeem.Times): Promise<void> {
    const good = times.begun ? await soundOf(due()) : []
    if (good.length === 0) {
      asked = false
      return
    }
    const account = (await signer()).account.address
    let batch = dues.inOrder(good).slice(0, dues.BATCH)
    while (batch.length > 0) {
      const gas = await redeem.redeemGas(chain, account, batch)
      const cost = (gas * times.gasPrice) / BigInt(batch.length)
      const worth = batch.filter(winner => dues.pays(winner, cost, times, asked))
      if (worth.length === batch.length) return send(batch, gas)
      for (const winner of batch) if (!worth.includes(winner)) await note(winner, dues.WAITS_FOR_GAS)
      batch = worth
    }
    asked = false
  }

  /** Those that the contract would pay now. What it says against the others is kept. */
  async function soundOf(winners: Winner[]): Promise<Winner[]> {
    const faults = await Promise.all(winners.map(winner => redeem.faultOf(chain, winner)))
    for (const [index, winner] of winners.entries()) {
      const fault = faults[index]
      // What is used or over by now the next look finds out.
      if (fault !== undefined && fault !== 'TicketUsed' && fault !== 'TicketExpired') {
        const { state, reason } = dues.verdict(fault)
        if (state === 'lost') await ledger.change(winner.id, { state, reason })
        else await note(winner, reason)
      }
    }
    return winners.filter((_, index) => faults[index] === undefined)
  }

  /** It is on disk that it may have been sent before it is. */
  async function send(winners: Winner[], gas: bigint): Promise<void> {
    const by = await signer()
    const redemption = await redeem.nextRedemption(chain, by.account.address, winners, gas)
    await ledger.setRedemption(redemption)
    for (const { id } of winners) await ledger.change(id, { state: 'sent', reason: '' })
    asked = false
    try {
      await dispatch(by, redemption, winners)
    } catch (thrown) {
      const failed = toChainError(thrown)
      // Whether anything was sent is only sure when the answer says so; else its nonce will tell.
      const unsure = failed.code === 'chain-lost' || (failed.code === 'internal' && isAutomatic())
      if (!unsure) await release(winnersOf(redemption), '')
      throw failed
    }
  }

  /** The same with the same nonce for more: of the two, only one can get into a block. */
  async function resend(before: Redemption, winners: Winner[]): Promise<void> {
    const by = await signer()
    const { address } = by.account
    // As things are it may fail, and cannot be estimated then; it has to be got over with all the same.
    const estimate = await redeem.redeemGas(chain, address, winners).catch(() => 0n)
    const next = await redeem.nextRedemption(chain, address, winners, estimate)
    const gas = next.gas > before.gas ? next.gas : before.gas
    const raised = (before.gasPrice * RAISE) / 100n
    const gasPrice = raised > next.gasPrice ? raised : next.gasPrice
    const redemption = { ...before, gas, gasPrice, at: Date.now() }
    await ledger.setRedemption(redemption)
    await dispatch(by, redemption, winners)
  }

  async function dispatch(by: Signer, redemption: Redemption, winners: Winner[]): Promise<void> {
    isSigning = true
    tell()
    try {
      await ledger.setRedemption(await redeem.sendRedemption(chain, by, redemption, winners, isAutomatic()))
    } finally {
      isSigning = false
    }
  }

  async function lose(times: redeem.Times): Promise<void> {
    for (const winner of ledger.winners()) {
      if (winner.state === 'waiting' && dues.blocksLeft(winner, times) <= 0) {
        await ledger.change(winner.id, { state: 'lost', reason: dues.expired(winner) })
      }
    }
  }

  /** Says why winners wait that nothing else is known of. */
  async function explain(times: redeem.Times): Promise<void> {
    for (const winner of ledger.winners()) {
      if (winner.state !== 'waiting') continue
      if (!dues.isRipe(winner, times)) await note(winner, dues.WAITS_FOR_QUOTE)
      else if (!times.begun) await note(winner, dues.WAITS_FOR_ROUND)
      else if (winner.reason === dues.WAITS_FOR_QUOTE || winner.reason === dues.WAITS_FOR_ROUND)
        await note(winner, '')
    }
  }

  async function note({ id, reason: before }: Winner, reason: string): Promise<void> {
    if (reason !== before) await ledger.change(id, { reason })
  }

  function winnersOf({ winners }: Redemption): Winner[] {
    const all = new Map(ledger.winners().map(winner => [winner.id, winner]))
    return winners.flatMap(id => all.get(id) ?? [])
  }

  const stop = follow(
    chain,
    step,
    () => {
      error = undefined
      pressed &&= asked
      tell()
    },
    failed => {
      if (pressed) refused = failed
      pressed = asked = false
      error = failed
      tell()
    },
  )
  const unhear = ledger.onchange(tell)

  return {
    state: () => {
      const waiting = due()
      return { due: waiting, isSigning, error: error ?? (waiting.length > 0 ? refused : undefined) }
    },
    onchange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    redeemNow() {
      refused = undefined
      pressed = asked = true
      chain.head.renew()
    },
    close() {
      stop()
      unhear()
    },
  }
}
