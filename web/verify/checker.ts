import { wrap } from 'comlink'
import type { CheckReport, Finding, Sample } from './types.ts'
import type { CheckWorker } from './worker.ts'

/** Looks at samples in a Worker of its own, one at a time: what comes meanwhile is skipped. */
export type Checker = {
  check(sample: Sample): Promise<Finding>
  report(): CheckReport
}

export function startChecker(): Checker {
  const worker = wrap<CheckWorker>(
    new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'checks' }),
  )
  const report = { checked: 0, skipped: 0, reason: '', took: 0 }
  let busy = false

  const look = async (sample: Sample): Promise<Finding> => {
    if (busy)
      return { verdict: 'skipped', reason: 'Another check was under way.', measures: undefined, took: 0 }
    busy = true
    try {
      return await worker.check(sample)
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
