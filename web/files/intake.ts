import { isSignedBy } from '../network/signature.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { MillraceError } from '../protocol/errors.ts'
import type { FileRendition, FileSegment, MadeRendition, MadeSegment } from '../protocol/file.ts'
import { checkMade } from '../protocol/filecheck.ts'
import type { FileMessage } from '../protocol/messages.ts'
import { type Gatherer, gatherPackets } from '../protocol/packets.ts'
import type { Effect, Receipt } from '../protocol/schema.ts'
import { createInflow } from '../protocol/window.ts'
import type { Inspect } from './inspect.ts'

type Head = Extract<FileMessage, { kind: 'rendition' }>['body']
type Made = { rendition: MadeRendition; receipt: Receipt | undefined }

/** A cheat that the orchestrator has signed for: what it was sent, what came of it, and how they differ. */
export type Proof = { segment: FileSegment; rendition: MadeRendition; receipt: Receipt; reason: string }

/** What comes back on a lane: renditions, each with its receipt behind it. */
export type Intake = {
  rendition(head: Head): void
  data(data: Uint8Array): void
  /** @returns where it completes a segment, what looks at it and gives it. @throws MillraceError cheated */
  receipt(receipt: Receipt): Promise<(() => Promise<MadeSegment>) | undefined>
  /** Nothing more comes of it. */
  drop(segment: number): void
}

export type IntakeOptions = {
  peer: string
  job: string
  renditions: FileRendition[]
  effect: Effect | undefined
  inspect: Inspect
  /** Keeps what proves a cheat, before anybody is told. Never rejects. */
  keep(proof: Proof): Promise<void>
  /** A segment that was ordered and has not come yet. */
  segmentOf(index: number): FileSegment | undefined
  say(message: FileMessage): void
}

export function createIntake(options: IntakeOptions): Intake {
  const { peer, job, renditions, effect, inspect, keep: keepProof, segmentOf, say } = options
  const inflow = createInflow()
  const made = new Map<number, Map<number, Made>>()
  let incoming: { head: Head; gatherer: Gatherer } | undefined

  const keep = ({ segment, packets: _, ...head }: Head, packets: MadeRendition['packets']) => {
    const known = made.get(segment) ?? new Map<number, Made>()
    made.set(segment, known)
    known.set(head.track, { rendition: { ...head, packets }, receipt: undefined })
    incoming = undefined
  }

  const convict = async (proof: Proof) => {
    await keepProof(proof)
    throw new MillraceError('cheated', proof.reason)
  }

  return {
    rendition(head) {
      const isOrdered =
        segmentOf(head.segment) !== undefined && renditions.some(({ track }) => track === head.track)
      if (incoming !== undefined || !isOrdered || made.get(head.segment)?.has(head.track)) {
        throw new MillraceError('bad-message', 'The orchestrator sent a rendition that was not to come now.')
      }
      incoming = { head, gatherer: gatherPackets(head.packets) }
      if (head.packets.length === 0) keep(head, [])
    },
    data(data) {
      if (incoming === undefined) {
        throw new MillraceError('bad-message', 'The orchestrator sent data that belong to no rendition.')
      }
      const packets = incoming.gatherer.push(data)
      const bytes = inflow(data.byteLength)
      if (bytes !== undefined) say({ kind: 'taken', body: { bytes } })
      if (packets !== undefined) keep(incoming.head, packets)
    },
    async receipt(receipt) {
      const segment = segmentOf(receipt.segment)
      const known = made.get(receipt.segment)
      const entry = known?.get(receipt.track)
      const rendition = renditions.find(({ track }) => track === receipt.track)
      if (!segment || !known || !entry || !rendition || entry.receipt) {
        throw new MillraceError('bad-message', 'The orchestrator sent a receipt for nothing.')
      }
      if (!(await isSignedBy(peer, receiptBytes(job, receipt), receipt.signature))) {
        throw new MillraceError('cheated', 'The orchestrator sent a receipt that it has not signed.')
      }
      const reason = await checkMade(segment, rendition, entry.rendition, receipt, effect)
      if (reason !== undefined) await convict({ segment, rendition: entry.rendition, receipt, reason })
      entry.receipt = receipt
      const all = [...known.values()]
      if (all.length < renditions.length || all.some(each => each.receipt === undefined)) return undefined
      made.delete(receipt.segment)
      return async () => {
        const whole = {
          index: segment.index,
          renditions: all.map(each => each.rendition),
          ms: Math.max(...all.map(each => each.receipt?.took ?? 0)),
        }
        const fault = await inspect(segment, whole)
        const guilty = all.find(each => each.rendition.track === fault?.track)
        if (fault && guilty?.receipt) await convict({ segment, ...guilty, receipt: guilty.receipt, ...fault })
        return whole
      }
    },
    drop(segment) {
      made.delete(segment)
      if (incoming?.head.segment === segment) incoming = undefined
    },
  }
}
