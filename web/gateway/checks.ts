import type { Chunk } from '../protocol/chunk.ts'
import { isSameEffect } from '../protocol/effects.ts'
import { isClosed } from '../protocol/evidence.ts'
import { largest } from '../protocol/ladder.ts'
import type { FullEffect, Receipt, Rendition, VideoFormat } from '../protocol/schema.ts'
import { createSince, type Since } from '../protocol/since.ts'
import { startChecker } from '../verify/checker.ts'
import { createDoubt } from '../verify/doubt.ts'
import { createReceipts, type Receipts } from '../verify/receipts.ts'
import { createSampler, type Drawn, type Sampler } from '../verify/sampler.ts'
import { createTimeline } from '../verify/timeline.ts'
import type { CheckReport, Sample } from '../verify/types.ts'
import type { Gops } from './gops.ts'

const OTHER_EFFECT = 'It signed for another effect than it has told of.'

/** How an orchestrator cheats, in plain words, and on what that was found. */
export type Cheat = { reason: string; receipt: Receipt | undefined; sample: Sample | undefined }

/** What is done from a segment on. */
export type Applied = { since: number; effect?: FullEffect }

/** Checks what the orchestrators of a stream deliver. */
export type Checks = {
  /** What source it is made of from now on. */
  order(format: VideoFormat, segmentMs: number): void
  source(chunk: Chunk): void
  /** @param renditions what this one was ordered */
  add(link: string, renditions: Rendition[]): void
  /** What is done to its pictures from a segment on, by its own word. */
  applied(link: string, report: Applied): void
  remove(link: string): void
  /** Whether it may be used. */
  came(link: string, chunk: Chunk, lost: boolean): boolean
  signed(link: string, receipt: Receipt): boolean
  /** Timestamp from which on the source's frames are still needed, µs. */
  oldest(): number
  report(): CheckReport
}

/** @param gops the source's newest GOPs */
export function createChecks(gops: Gops, oncheat: (link: string, cheat: Cheat) => void): Checks {
  const timeline = createTimeline()
  const checker = startChecker()
  const links = new Map<
    string,
    {
      receipts: Receipts
      sampler: Sampler
      size: Rendition
      effects: Since<FullEffect | undefined>
      doubt: ReturnType<typeof createDoubt<{ reason: string; sample: Sample }>>
    }
  >()
  /** Found out: nothing more of theirs is used or told. */
  const cheats = new Set<string>()
  let ordered: { format: VideoFormat; segmentMs: number } | undefined

  const tell = (link: string, reason: string | undefined, receipt?: Receipt, sample?: Sample): boolean => {
    if (reason === undefined) return true
    if (!cheats.has(link)) oncheat(link, { reason, receipt, sample })
    cheats.add(link)
    return false
  }
  const look = async (link: string, drawn: Drawn) => {
    if (ordered === undefined) return
    const { format, segmentMs } = ordered
    const known = links.get(link)
    const { effects, size } = known ?? {}
    const effect = effects?.at(drawn.segment)
    const made = effect && size && { effect, size }
    const sample = { ...drawn, format, segmentMs, source: sourceOf(gops, drawn), ...(made && { made }) }
    const { verdict, reason, measures } = await checker.check(sample)
    if (verdict === 'skipped') return
    const isBad = verdict === 'cheat'
    // What cannot be shown, or has another size, needs no second look.
    if (isBad && measures === undefined) return void tell(link, reason, drawn.receipt, sample)
    const certain = known?.doubt(isBad ? { reason, sample } : undefined) ?? []
    const best = certain.find(({ sample }) => isClosed(sample.segment, sample)) ?? certain.at(-1)
    if (best !== undefined) tell(link, best.reason, best.sample.receipt, best.sample)
    else if (isBad) known?.sampler.again()
  }

  return {
    order(format, segmentMs) {
      ordered = { format, segmentMs }
    },
    source: timeline.push,
    add(link, renditions) {
      const segmentMs = ordered?.segmentMs ?? 0
      const sampler = createSampler({
        renditions,
        behind: timestamp => gops.after(timestamp - 1).length,
        random,
        ondrawn: drawn => void look(link, drawn),
      })
      const receipts = createReceipts(renditions, segmentMs, timeline)
      links.set(link, {
        receipts,
        sampler,
        size: largest(renditions),
        effects: createSince<FullEffect | undefined>(undefined),
        doubt: createDoubt(),
      })
    },
    applied(link, { since, effect }) {
      const known = links.get(link)
      known?.effects.set(since, effect)
      known?.sampler.soon()
    },
    remove(link) {
      links.delete(link)
    },
    came(link, chunk, lost) {
      if (cheats.has(link)) return false
      const known = links.get(link)
      known?.sampler.came(chunk, lost)
      return tell(link, known?.receipts.came(chunk, lost))
    },
    signed(link, receipt) {
      const known = links.get(link)
      const other =
        known !== undefined &&
        receipt.frames > 0 &&
        !isSameEffect(receipt.effect, known.effects.at(receipt.segment))
      const fits = tell(link, other ? OTHER_EFFECT : known?.receipts.signed(receipt), receipt)
      if (fits) known?.sampler.signed(receipt)
      return fits
    },
    oldest: () => Math.min(...[...links.values()].map(({ sampler }) => sampler.oldest() ?? Infinity)),
    report: checker.report,
  }
}

/** The source's frames that are needed to see a segment, in decode order. */
function sourceOf(gops: Gops, { segment, frames }: Drawn): Chunk[] {
  const chunks = gops.after((frames[0]?.timestamp ?? 0) - 1)
  return chunks.slice(0, chunks.findLastIndex(chunk => chunk.segment <= segment) + 1)
}

function random(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}
