import { openChain } from '../../web/chain/open.ts'
import type { Address, Place } from '../../web/chain/types.ts'
import { decodeAll } from '../../web/codec/decodeall.ts'
import { createInspect, inTurn } from '../../web/files/inspect.ts'
import { openLane } from '../../web/files/lane.ts'
import type { Lane } from '../../web/files/types.ts'
import { keepEvidence } from '../../web/gateway/evidence.ts'
import { startNetwork } from '../../web/network/node.ts'
import { startOrchestrator } from '../../web/orchestrator/orchestrator.ts'
import type { Orchestrator, OrchestratorSnapshot } from '../../web/orchestrator/types.ts'
import { unmeasured } from '../../web/pages/contribute/unmeasured.ts'
import { browserJournal } from '../../web/payments/journal.ts'
import { openLedger } from '../../web/payments/ledger.ts'
import { openTill } from '../../web/payments/recipient.ts'
import { startPayer } from '../../web/payments/sender.ts'
import type { Payer, Session } from '../../web/payments/types.ts'
import { offersEffect } from '../../web/protocol/effects.ts'
import { type MillraceError, toError } from '../../web/protocol/errors.ts'
import type { FileRendition, FileSegment, MadeRendition } from '../../web/protocol/file.ts'
import type { Effect, EffectOffer, Price } from '../../web/protocol/schema.ts'
import { startChecker } from '../../web/verify/checker.ts'
import { drawDesk } from './desk.ts'
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
let failure: Promise<string> | undefined
/** The test ends what hangs. */
const never = new AbortController().signal

/** What of a film is made, and what is changed of it. `shift`: µs that its frames are later. */
export type Change = {
  count?: number
  seconds?: number
  shift?: number
  crop?: { left: number; top: number; width: number; height: number }
  effect?: Effect
}

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

  /** Makes files for pay. */
  async orchestrate(
    place: Place,
    account: Address,
    { price, jobs, effects }: { price: Price; jobs: number; effects: EffectOffer[] },
  ): Promise<void> {
    const ledger = await openLedger(await browserJournal('till'))
    const till = await openTill(await openChain(place), { account, price, ledger, maxFaceValue: undefined })
    orchestrator = startOrchestrator(network, {
      benchmark: await unmeasured(jobs),
      maxJobs: jobs,
      rtcConfiguration,
      till,
      onearned: ledger.earned,
    })
    orchestrator.setEffects(effects)
  },
  /** From now on lanes are paid for. */
  async pay(place: Place, session: Session): Promise<void> {
    payer = await startPayer(await openChain(place), session)
  },
  /** A drawing of a monitor on a desk, a PNG in base64. */
  async desk(): Promise<string> {
    const png = await drawDesk(true).convertToBlob()
    return btoa(String.fromCharCode(...new Uint8Array(await png.arrayBuffer())))
  },
  work: (): OrchestratorSnapshot | undefined => orchestrator?.snapshot(),

  /** Opens a lane for the first seconds of a film. */
  async open(peer: string, film: string, renditions: FileRendition[], change: Change = {}): Promise<void> {
    const { count = 2, seconds = 1, shift = 0, crop, effect } = change
    const cut = await cutFilm(film, count, seconds)
    segments = cut.segments.map(segment => shifted(segment, shift))
    const source = { ...cut.source, ...(crop && { crop }) }
    const order = { source, renditions, ...(effect && { effect }) }
    const offer = await offerOf(peer, effect?.id)
    lane = await openLane(network, offer, order, payer, {
      inspect: createInspect(order, inTurn(checker), () => 0.99),
      keep: keepEvidence,
      signal: never,
    })
  },

  /** Has all segments made at once. */
  async make(): Promise<Made[]> {
    const opened = lane as Lane
    const made = await Promise.all(segments.map(segment => opened.make(segment, never)))
    const all = made.flatMap(({ index, renditions }) =>
      renditions.map(rendition => describe(index, rendition)),
    )
    return Promise.all(all)
  },

  /** Begins to make the first segment, and resolves when a part of it is made. */
  async begin(): Promise<void> {
    const begun = Promise.withResolvers<void>()
    const opened = lane as Lane
    const making = opened.make(segments[0] as FileSegment, never, () => begun.resolve())
    failure = making.then(
      () => 'made',
      thrown => toError(thrown).code,
    )
    await begun.promise
  },
  /** How that ended. */
  failed: () => failure,

  /** Has a segment made whose packets hold nothing but noise. @returns how that ended */
  async noise(): Promise<string> {
    const opened = lane as Lane
    const [segment] = segments as [FileSegment]
    const packets = segment.packets.map(packet => ({
      ...packet,
      data: crypto.getRandomValues(new Uint8Array((packet.data.byteLength % 60_000) + 1)),
    }))
    return opened.make({ ...segment, packets }, never).then(
      () => 'made',
      thrown => toError(thrown).code,
    )
  },

  paid: () => lane?.paid(),
  close: () => lane?.close(),
  closed: async (): Promise<string> => ((await lane?.closed) as MillraceError | undefined)?.code ?? 'ended',
  checks: checker.report,
}

function shifted(segment: FileSegment, shift: number): FileSegment {
  const { start, end, before, packets } = segment
  return {
    ...segment,
    start: start + shift,
    end: end + shift,
    ...(before === undefined ? {} : { before: before + shift }),
    packets: packets.map(packet => ({ ...packet, timestamp: packet.timestamp + shift })),
  }
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

/** The offer of a peer, once it has this effect. */
async function offerOf(peer: string, effect: string | undefined) {
  const find = () =>
    network
      .offers()
      .find(heard => heard.peer === peer && (effect === undefined || offersEffect(heard.offer, effect)))
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
