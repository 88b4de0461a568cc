import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { findFoundry } from '../foundry.ts'
import { compare, noErrors, type Worst } from './compare.ts'
import { KINDS, type Line, readHistory } from './history.ts'
import type { Person } from './pool.ts'
import { apply, createModel } from './staking.ts'

const project = resolve(import.meta.dirname, '../..')
/** Each takes forge some 20 ms; docs/figures.md has those of 2000. */
const HISTORIES = Number(process.env.MODEL_HISTORIES ?? 400)
/** Forge keeps the logs of all that it ran: it gets slow with more at a time. */
const AT_A_TIME = 400
/** Forge may write there. */
const FOLDER = 'contracts/cache/histories-compared'
/** Forge may have to compile first. */
const TIMEOUT_MS = 10 * 60_000

it('pays nobody more than its exact share, and less only by rounding', { timeout: TIMEOUT_MS }, () => {
  const [stakes, fees] = [noErrors(), noErrors()]
  const counts: Record<string, number> = {}
  for (let first = 0; first < HISTORIES; first += AT_A_TIME) {
    const histories = writeHistories(first)
    expect(histories).toHaveLength(AT_A_TIME)
    for (const [i, lines] of histories.entries()) {
      for (const { kind } of lines) counts[kind] = (counts[kind] ?? 0) + 1
      replay(first + i, lines, stakes, fees)
    }
  }
  console.log(`${HISTORIES} histories: ${JSON.stringify(counts)}`)
  console.log(`stakes: ${describeWorst(stakes)}\nfees: ${describeWorst(fees)}`)
  for (const kind of KINDS) expect(counts[kind], kind).toBeGreaterThan(HISTORIES / 5)
})

function writeHistories(first: number): Line[][] {
  const folder = join(project, FOLDER)
  rmSync(folder, { recursive: true, force: true })
  const forge = findFoundry('forge')
  if (forge === undefined) throw new Error('there is no forge for this platform')
  const variables = { HISTORIES: `${AT_A_TIME}`, HISTORIES_FROM: `${first}`, HISTORIES_IN: FOLDER }
  const env = { ...process.env, ...variables }
  execFileSync(forge, ['test', '--match-path', 'contracts/model/*'], { cwd: project, env, stdio: 'pipe' })
  const numbers = readdirSync(folder).map(Number)
  const histories = numbers.sort((a, b) => a - b).map(n => readHistory(readFileSync(join(folder, `${n}`))))
  rmSync(folder, { recursive: true })
  return histories
}

function replay(number: number, [first, ...lines]: Line[], stakes: Worst, fees: Worst): void {
  const model = createModel(first as Line)
  for (const [i, line] of lines.entries()) {
    try {
      apply(model, line)
      compare(model.people[line.who] as Person, line.who, line.seen, stakes, fees)
      compare(model.people[line.to] as Person, line.to, line.seenTo, stakes, fees)
    } catch (error) {
      throw new Error(`history ${number}, operation ${i + 1}, ${line.kind}`, { cause: error })
    }
  }
}

function describeWorst({ count, error, relative, ofBound }: Worst): string {
  const parts = `${relative.toExponential(1)} of figures from 1e18 on`
  return `${count} compared, worst error ${error.toFixed(2)}, ${parts}; ${(100 * ofBound).toFixed(0)} % of its bound`
}
