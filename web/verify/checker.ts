import { wrap } from 'comlink'
import { toError } from '../protocol/errors.ts'
import { within } from '../protocol/within.ts'
import type { CheckReport, Finding, Sample } from './types.ts'
import type { CheckWorker } from './worker.ts'

/** Checks take tenths of a second, seconds where keys are far apart: a decoder that takes longer than this hangs, ms. */
const LIMIT_MS = 30_000

/** Looks at samples in a Worker of its own, one at a time: what comes meanwhile is skipped. */
export type Checker = {
  /** Never rejects: a check that fails is skipped, and the next one has a new Worker. */
  check(sample: Sample): Promise<Finding>
  report(): CheckReport
}

/** @param open starts the Worker that checks */
export function startChecker(open = openWorker): Checker {
  const report = { checked: 0, skipped: 0, reason: '', took: 0 }
  let inspector: Inspector | undefined
  let busy = false

  const look = async (sample: Sample): Promise<Finding> => {
    if (busy) return skipped('Another check was under way.')
    busy = true
    try {
      inspector ??= startInspector(open())
      const looking = Promise.race([inspector.check(sample), inspector.failed])
      return await within(looking, LIMIT_MS, () => new Error(`It took more than ${LIMIT_MS / 1000} s.`))
    } catch (thrown) {
      inspector?.close()
      inspector = undefined
      return skipped(`A check failed. ${toError(thrown).message}`)
    } finally {
      busy = false
    }
  }

  return {
    async check(sample) {
      const finding = await look(sample)
      if (finding.verdict === 'skipped') {
        report.skipped += 1
        report.reason = finding.reason
      } else {
        report.checked += 1
        report.took += (finding.took - report.took) / report.checked
      }
      return finding
    },
    report: () => ({ ...report }),
  }
}

type Inspector = ReturnType<typeof startInspector>

function startInspector(worker: Worker) {
  const { check } = wrap<CheckWorker>(worker)
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {})
  worker.addEventListener('error', ({ message }) => reject(new Error(message || 'It cannot be loaded.')))
  worker.addEventListener('messageerror', () => reject(new Error('Its answer cannot be read.')))
  return { check, failed, close: () => worker.terminate() }
}

function openWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'checks' })
}

function skipped(reason: string): Finding {
  return { verdict: 'skipped', reason, measures: undefined, took: 0 }
}
