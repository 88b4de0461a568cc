import { openChain } from '../../web/chain/open.ts'
import { readRegistry } from '../../web/chain/registry.ts'
import type { Address, Place } from '../../web/chain/types.ts'
import { startGateway } from '../../web/gateway/gateway.ts'
import type { JobOrder } from '../../web/gateway/job.ts'
import type { Snapshot, Stream } from '../../web/gateway/types.ts'
import { startNetwork } from '../../web/network/node.ts'
import { startOrchestrator } from '../../web/orchestrator/orchestrator.ts'
import type { Orchestrator, OrchestratorSnapshot } from '../../web/orchestrator/types.ts'
import { unmeasured } from '../../web/pages/contribute/unmeasured.ts'
import { browserJournal } from '../../web/payments/journal.ts'
import { openLedger } from '../../web/payments/ledger.ts'
import { openTill } from '../../web/payments/recipient.ts'
import { startPayer } from '../../web/payments/sender.ts'
import type { Ledger, Payer, Session } from '../../web/payments/types.ts'
import type { Effect, EffectOffer, Price } from '../../web/protocol/schema.ts'
import { FREE_MARKET } from '../../web/protocol/select.ts'
import { idleWhenTold } from './market.idle.ts'
import { type Attempt, type Outcome, trade } from './market.trade.ts'
import { heard, paced } from './spreading.ts'

/** Both roles of a paid job in a page that a test leads: it may do what an honest page would not. */

const idle = idleWhenTold()
const relays = new URLSearchParams(location.search).getAll('relay')
const rtcConfiguration = { iceServers: [] }
const network = await startNetwork({ relays, identity: undefined, rtcConfiguration })
let orchestrator: Orchestrator | undefined
let ledger: Ledger | undefined
let stream: Stream | undefined
let pays = true

const kit = {
  peer: network.peer,

  /** @param realtime seconds of the reference ladder that it says to encode per second; absent: enough for all jobs */
  async orchestrate(
    place: Place,
    account: Address,
    price: Price,
    jobs: number,
    realtime?: number,
  ): Promise<void> {
    ledger = await openLedger(await browserJournal('till'))
    const till = await openTill(await openChain(place), { account, price, ledger, maxFaceValue: undefined })
    const benchmark = await (realtime === undefined ? unmeasured(jobs) : paced(realtime))
    const { earned } = ledger
    orchestrator = startOrchestrator(network, {
      benchmark,
      maxJobs: jobs,
      rtcConfiguration,
      till,
      onearned: earned,
    })
  },

  /** Resolves when all of these have offered their work. */
  hear: (peers: string[]): Promise<void> => heard(network, peers),

  async stream(
    place: Place,
    session: Session,
    file: string,
    { rungs = ['240p'], maxPrice = undefined as Price | undefined } = {},
  ): Promise<void> {
    const chain = await openChain(place)
    const payer = sometimes(await startPayer(chain, session))
    const registry = await readRegistry(chain)
    const market = () => ({ ...FREE_MARKET, registry, maxPrice })
    const gateway = startGateway(network, rtcConfiguration, market, () => payer)
    const ladder = { rungs, codec: 'h264' as const, segmentMs: 1000 as const, maxFramerate: 0 }
    stream = await gateway.goLive({ title: 'A film', input: { kind: 'file', file, loop: true }, ladder })
  },

  offerEffects: (effects: EffectOffer[]): void => orchestrator?.setEffects(effects),
  /** Resolves when this orchestrator offers effects. */
  async hearEffects(peer: string): Promise<void> {
    const hears = () =>
      network.offers().some(heard => heard.peer === peer && (heard.offer.effects ?? []).length > 0)
    while (!hears()) {
      await new Promise<void>(resolve => {
        const forget = network.onchange(() => {
          forget()
          resolve()
        })
      })
    }
  },
  setEffect: (effect: Effect | undefined): void => stream?.setEffect(effect),
  snapshot: (): Snapshot | undefined => stream?.snapshot(),
  work: (): OrchestratorSnapshot | undefined => orchestrator?.snapshot(),
  winners: () => ledger?.winners() ?? [],
  earned: () => ledger?.summary().earned ?? 0n,

  /** @returns the job that works at that moment */
  setPaying(does: boolean): string | undefined {
    pays = does
    return stream?.snapshot().jobs[0]?.id
  },
  /** The encoders of this page give out nothing more; all else goes on. */
  stopWorking: idle,

  async end(): Promise<Snapshot | undefined> {
    await stream?.end()
    return stream?.snapshot()
  },

  trade: (
    peer: string,
    session: Session | undefined,
    order: JobOrder,
    attempts: Attempt[],
  ): Promise<Outcome[]> => trade({ network, peer, session }, order, attempts),
}

/** A payer that pays as long as the test wants it to. */
function sometimes(payer: Payer): Payer {
  return {
    ...payer,
    async open(quote, bounds) {
      const purse = await payer.open(quote, bounds)
      return { ...purse, pay: async target => (pays ? purse.pay(target) : undefined) }
    },
  }
}

declare global {
  var market: typeof kit
}
globalThis.market = kit
