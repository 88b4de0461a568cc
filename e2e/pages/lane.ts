import { openChain } from '../../web/chain/open.ts'
import type { Address, Place } from '../../web/chain/types.ts'
import { decodeAll } from '../../web/codec/decodeall.ts'
import { createInspect } from '../../web/files/inspect.ts'
import { openLane } from '../../web/files/lane.ts'
import type { Lane } from '../../web/files/types.ts'
import { startNetwork } from '../../web/network/node.ts'
import { startOrchestrator } from '../../web/orchestrator/orchestrator.ts'
import type { Orchestrator, OrchestratorSnapshot } from '../../web/orchestrator/types.ts'
import { unmeasured } from '../../web/pages/contribute/unmeasured.ts'
import { browserJournal } from '../../web/payments/journal.ts'
import { openLedger } from '../../web/payments/ledger.ts'
import { openTill } from '../../web/payments/recipient.ts'
import { startPayer } from '../../web/payments/sender.ts'
import type { Payer, Session } from '../../web/payments/types.ts'
import { type MillraceError, toError } from '../../web/protocol/errors.ts'
import type { FileRendition, FileSegment, MadeRendition } from '../../web/protocol/file.ts'
import type { Price } from '../../web/protocol/schema.ts'
import { startChecker } from '../../web/verify/checker.ts'
import { cutFilm } from './lane.film.ts'

/** A gateway and an orchestrator of files in a page that a test leads. */

const relays = new URLSearchParams(location.search).getAll('relay')
const rtcConfiguration = { iceServers: [] }
const network = await startNetwork({ relays, identity: undefined, rtcConfiguration })
const checker = startChecker()
let orchestrator: Orchestrator | undefined
let lane: Lane | undefined
let payer: Payer | undefined
let segments: FileSegment[] = []

/** A rendition as it came back, and as it is decoded. */
export type Made = {
  index: number
  track: number
  codec: string
  times: number[]
  wanted: number[]
  keys: number
  /** Sizes of the pictures that it decodes to, and their timestamps. */
  sizes: string[]
  shown: number[]
}

const kit = {
  peer: network.peer,

  async orchestrate(jobs: number): Promise<void> {
    orchestrator = startOrchestrator(network, await options(jobs))
  },
  /** The same for pay. */
  async orchestrateFor(place: Place, account: Address, price: Price, jobs: number): Promise<void> {
    const ledger = await openLedger(await browserJournal('till'))
    const till = await openTill(await openChain(place), { account, price, ledger, maxFaceValue: undefined })
    const paid = { till, onearned: ledger.earned }
    orchestrator = startOrchestrator(network, { ...(await options(jobs)), ...paid })
  },
  /** From now on lanes are paid for. */
  async pay(place: Place, session: Session): Promise<void> {
    payer = await startPayer(await openChain(place), session, await browserJournal('session'))
  },
  work: (): OrchestratorSnapshot | undefined => orchestrator?.snapshot(),

  /** Opens a lane for the first seconds of a film. */
  async open(peer: string, film: string, renditions: FileRendition[], count = 2, seconds = 1): Promise<void> {
    const cut = await cutFilm(film, count, seconds)
    segments = cut.segments
    const order = { source: cut.source, renditions }
    const offer = await offerOf(peer)
    lane = await openLane(network, offer, order, payer, {
      inspect: createInspect(order, checker),
      signal: AbortSignal.timeout(60_000),
    })
  },

  /** Has all segments made at once. */
  async make(): Promise<Made[]> {
    const opened = lane as Lane
    const made = await Promise.all(segments.map(segment => opened.make(segment, AbortSignal.timeout(60_000))))
    const all = made.flatMap(({ index, renditions }) =>
      renditions.map(rendition => describe(index, rendition)),
    )
    return Promise.all(all)
  },

  /** How making the first segment ended, or the lane. */
  async failure(): Promise<string> {
    const [segment] = segments
    const making = lane?.make(segment as FileSegment, AbortSignal.timeout(60_000))
    return (
      (await making?.then(
        () => 'made',
        (thrown: unknown) => toError(thrown).code,
      )) ?? 'no lane'
    )
  },

  paid: () => lane?.paid(),
  close: () => lane?.close(),
  closed: async (): Promise<string> => ((await lane?.closed) as MillraceError | undefined)?.code ?? 'ended',
  checks: checker.report,
}

async function options(jobs: number) {
  return { benchmark: await unmeasured(jobs), maxJobs: jobs, rtcConfiguration }
}

async function describe(index: number, { track, codec, packets }: MadeRendition): Promise<Made> {
  const { start, end, packets: source } = segments[index] as FileSegment
  const wanted = source.map(({ timestamp }) => timestamp).filter(time => time >= start && time < end)
  const sizes = new Set<string>()
  const shown: number[] = []
  await decodeAll({ codec }, packets, async frame => {
    sizes.add(`${frame.visibleRect?.width}x${frame.visibleRect?.height}`)
    shown.push(frame.timestamp)
  })
  return {
    index,
    track,
    codec,
    times: packets.map(({ timestamp }) => timestamp),
    wanted: wanted.sort((one, other) => one - other),
    keys: packets.filter(({ key }) => key).length,
    sizes: [...sizes],
    shown,
  }
}

async function offerOf(peer: string) {
  const find = () => network.offers().find(heard => heard.peer === peer)
  return new Promise<NonNullable<ReturnType<typeof find>>>(resolve => {
    const look = () => {
      const found = find()
      if (found === undefined) return
      unlisten()
      resolve(found)
    }
    const unlisten = network.onchange(look)
    look()
  })
}

declare global {
  var lanes: typeof kit
}
globalThis.lanes = kit
