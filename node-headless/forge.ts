import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFoundry } from '../contracts/foundry.ts'
import { run } from './process.mjs'

type Figures = Record<string, Record<string, string>>
type Result = {
  status: 'Success' | 'Failure' | 'Skipped'
  reason: string | null
  counterexample: unknown
  gas_snapshots: Figures
}
/** By file and contract, then by the test's name. */
type Report = Record<string, { test_results: Record<string, Result> }>

export type ForgeCount = { passed: number; failures: string[]; gas: string[] }

/**
 * Runs the contracts' tests, beside what needs the machine more.
 * @param profile of foundry.toml. release: only the gas tests, on the contracts as they are deployed
 * @returns how many passed, the failed ones in words, and where the gas differs from the figures in contracts/gas
 */
export async function runForge(
  project: string,
  profile: 'default' | 'release',
  limitMs: number,
): Promise<ForgeCount> {
  const forge = findFoundry('forge')
  if (forge === undefined) return failed(`there is no forge for ${process.platform} on ${process.arch}`)
  const env = { FOUNDRY_PROFILE: profile }
  const { code, output } = await run(forge, ['test', '--json'], {
    cwd: project,
    env,
    limitMs,
    background: true,
  })
  const report = parse(output)
  if (report === undefined) return failed(output)
  const known = profile === 'release' ? readFigures(join(project, 'contracts/gas')) : undefined
  const count = countTests(report, known)
  const silent = code !== 0 && count.failures.length === 0
  return silent || count.passed === 0 ? { ...count, failures: [`forge ended with ${code}`] } : count
}

/** @param known gas by group and name, as it should be; undefined: any will do */
export function countTests(report: Report, known?: Figures): ForgeCount {
  const results = Object.entries(report).flatMap(([suite, { test_results }]) =>
    Object.entries(test_results).map(([name, result]) => ({ title: `${suite} ${name}`, ...result })),
  )
  const found: Figures = {}
  for (const [group, figures] of results.flatMap(({ gas_snapshots }) => Object.entries(gas_snapshots))) {
    found[group] = { ...found[group], ...figures }
  }
  return {
    passed: results.filter(({ status }) => status === 'Success').length,
    failures: results.filter(({ status }) => status === 'Failure').map(describe),
    gas: known === undefined ? [] : differences(known, found),
  }
}

function describe({ title, reason, counterexample }: Result & { title: string }): string {
  const input = counterexample === null ? '' : ` with ${JSON.stringify(counterexample)}`
  return `${title}: ${reason ?? 'failed'}${input}`
}

function differences(known: Figures, found: Figures): string[] {
  const groups = [...new Set([...Object.keys(known), ...Object.keys(found)])]
  return groups.flatMap(group => {
    const names = [...new Set([known[group], found[group]].flatMap(figures => Object.keys(figures ?? {})))]
    return names
      .map(name => ({ name, was: known[group]?.[name] ?? 'nothing', is: found[group]?.[name] ?? 'nothing' }))
      .filter(({ was, is }) => was !== is)
      .map(({ name, was, is }) => `${group}, ${name}: ${was} became ${is}`)
  })
}

function readFigures(folder: string): Figures {
  const files = (safely(() => readdirSync(folder)) ?? []).filter(file => file.endsWith('.json'))
  return Object.fromEntries(
    files.map(file => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>,
    ]),
  )
}

/** The report is the last line; the compiler's words may come before. Undefined where there is none. */
function parse(output: string): Report | undefined {
  return safely(() => JSON.parse(output.trim().split('\n').at(-1) ?? ''))
}

function safely<T>(task: () => T): T | undefined {
  try {
    return task()
  } catch {
    return undefined
  }
}

function failed(reason: string): ForgeCount {
  return { passed: 0, failures: [reason], gas: [] }
}
