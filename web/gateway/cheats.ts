import type { Chunk } from '../protocol/chunk.ts'
import { toError } from '../protocol/errors.ts'
import type { Rendition, VideoFormat } from '../protocol/schema.ts'
import type { Cheat } from './checks.ts'
import { keepEvidence } from './evidence.ts'
import type { CheatSnapshot } from './types.ts'

/** Cheats that a page shows. */
const MAX_SHOWN = 20
const UNSIGNED = 'It has signed nothing that proves it, so there is no evidence.'

/** What orchestrators of a stream were caught at, newest first, and the evidence of it. */
export type Cheats = {
  /** Once for each job. @returns whether it is news */
  note(job: string, peer: string, reason: string): boolean
  /** Keeps what was found, where the orchestrator has signed for it and the browser lets it. */
  keep(job: string, cheat: Cheat, order: { format: VideoFormat; renditions: Rendition[] }): Promise<void>
  list(): CheatSnapshot[]
}

export function createCheats(): Cheats {
  let cheats: CheatSnapshot[] = []

  return {
    note(job, peer, reason) {
      if (cheats.some(cheat => cheat.job === job)) return false
      cheats = [{ job, peer, reason, at: Date.now(), evidence: false, lack: UNSIGNED }, ...cheats].slice(
        0,
        MAX_SHOWN,
      )
      return true
    },
    async keep(job, { reason, receipt, sample }, { format, renditions }) {
      const cheat = cheats.find(each => each.job === job)
      if (cheat === undefined || receipt === undefined) return
      const { source = [], frames = [] } = sample ?? {}
      const { peer, at } = cheat
      const seen = { source: source.map(asFrame), frames: frames.map(asFrame) }
      cheat.lack = ''
      try {
        await keepEvidence({ version: 1, peer, job, reason, at, format, renditions, receipt, ...seen })
        cheat.evidence = true
      } catch (thrown) {
        cheat.lack = `This browser could not keep the evidence: ${toError(thrown).message}`
      }
    },
    list: () => cheats.map(cheat => ({ ...cheat })),
  }
}

function asFrame({ key, segment, timestamp, data }: Chunk) {
  return { key, segment, timestamp, data: new Uint8Array(data) }
}
