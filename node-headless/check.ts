import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { ensureChrome } from './chrome/install.ts'
import { runForge } from './forge.ts'
import { createLogs } from './log.ts'
import { run } from './process.mjs'
import { openTerminal } from './terminal.ts'

const project = resolve(import.meta.dirname, '..')
/** A step that takes longer hangs. */
const STEP_LIMIT_MS = 60 * 60_000

/** Each counts as one test. That of the types looks at the pages and at all TypeScript beside them; it is the longest. */
const CHECKS = [
  { types: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'] },
  {
    lint: ['biome', 'ci', '--error-on-warnings', '.'],
    'import rule': ['depcruise', 'web', 'models', 'node-headless', 'contracts'],
    'unused code': ['knip'],
  },
] as const
const ABIS = ['tsx', 'contracts/generate.ts', '--check'] as const

/** Suites that wait for processes, blocks and pages more than they compute, two at a time; the longest are first. */
const SUITES = ['unit-node', 'memory', 'pages', 'files', 'network']
/** Files of tests that run at once: they wait for processes more than they compute. */
const WORKERS = ['--maxWorkers=3']

/** So much of what a failed test says is told again at the end of everything. */
const MESSAGE_LENGTH = 600

type Count = { passed: number; failed: number }
type Outcome = Count & { output?: string; failures?: string[] }
type Summary = { name: string; outcome: Outcome; ms: number }
/** What we read of a report of vitest. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/**
 * `npm test`: every check and every suite, whatever fails on the way. Its last line is the sum; ends the process,
 * with 1 if anything failed or nothing ran.
 */
export async function check(): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))
  const log = createLogs(openTerminal(process.stdout), 'info')('test')
  await ensureChrome(undefined, log, new AbortController().signal).catch(error => log.error(error.message))
  const queue = [...SUITES]
  const row = async (checks: (typeof CHECKS)[number]) => [
    ...(await checkSources(checks)),
    ...(await checkSuites(queue)),
  ]
  const summaries = (await Promise.all(CHECKS.map(row))).flat()
  // What plays in real time has the machine for itself, but for what takes the time that it leaves.
  const beside = async () => [
    ...(await checkContracts()),
    await step('chain', () => runSuite('chain', [], true)),
    await step('unit-code', () => runSuite('unit-code', ['--maxWorkers=2'], true)),
  ]
  summaries.push(...(await Promise.all([checkSuites(['media']), beside()])).flat())

  console.log()
  for (const { name, outcome, ms } of summaries) {
    const verdict = outcome.failed === 0 ? 'ok    ' : 'FAILED'
    console.log(`${verdict} ${name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds(ms)}`)
    for (const failure of outcome.failures ?? []) console.log(`       ${failure}`)
  }
  const passed = summaries.reduce((sum, { outcome }) => sum + outcome.passed, 0)
  const failed = summaries.reduce((sum, { outcome }) => sum + outcome.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed > 0 || passed === 0 ? 1 : 0)
}

/** Takes suites off the queue until there is none. */
async function checkSuites(queue: string[]): Promise<Summary[]> {
  const summaries: Summary[] = []
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const suite = name
    summaries.push(await step(suite, () => runSuite(suite, suite === 'unit-node' ? WORKERS : [])))
  }
  return summaries
}

async function checkSources(checks: (typeof CHECKS)[number]): Promise<Summary[]> {
  const summaries: Summary[] = []
  for (const [name, command] of Object.entries(checks)) {
    summaries.push(await step(name, () => runCheck(command)))
  }
  return summaries
}

/** One after the other: they share what forge compiled. */
async function checkContracts(): Promise<Summary[]> {
  return [
    await step('contracts', () => runContracts('default')),
    await step('generated ABIs', () => runCheck(ABIS, true)),
    await step('gas', () => runContracts('release')),
  ]
}

/** What a step printed is shown at its end, as others may run beside it. */
async function step(name: string, task: () => Promise<Outcome>): Promise<Summary> {
  const began = performance.now()
  const outcome = await task()
  const ms = performance.now() - began
  console.log(`\n--- ${name}, ${seconds(ms)}\n${outcome.output?.trim() ?? ''}`)
  return { name, outcome, ms }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

async function runCheck(
  [tool, ...args]: readonly [string, ...string[]],
  background = false,
): Promise<Outcome> {
  const { code, output } = await runTool(tool, args, { background })
  return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output }
}

/** Gas that is not as it was counts as one failure each. */
async function runContracts(profile: 'default' | 'release'): Promise<Outcome> {
  const { passed, failures, gas } = await runForge(project, profile, STEP_LIMIT_MS)
  const lines = [...failures, ...gas.map(difference => `gas of ${difference}`)]
  const output = gas.length > 0 ? 'If that is meant, `npm run gas` writes the new figures.' : ''
  return { passed, failed: lines.length, failures: lines, output }
}

/** Shown as it goes: one project of tests, or some that begin with the same name. A suite that ends badly without a failed test, or without a report, counts as one failure. */
async function runSuite(name: string, options: string[], background = false): Promise<Outcome> {
  console.log(`\n--- ${name}`)
  const folder = await mkdtemp(join(tmpdir(), 'millrace-test-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await runTool('vitest', ['run', '--project', `${name}*`, ...options, ...reporters], {
    show: true,
    background,
  })
  const report: Report | undefined = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true })
  const passed = report?.numPassedTests ?? 0
  const failed = report?.numFailedTests ?? 0
  const failures = report?.testResults.flatMap(describe) ?? []
  if (failed > 0 || (code === 0 && passed > 0)) return { passed, failed, failures }
  return { passed, failed: 1, failures: [...failures, `vitest ended with ${code}: see its output above`] }
}

/** The failed tests of one file, and what kept the file itself from running. */
function describe({ name, message, assertionResults }: Report['testResults'][number]): string[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  const lines = failed.map(test => `${test.fullName}: ${test.failureMessages.join('\n')}`)
  if (lines.length === 0 && message !== '') lines.push(message)
  return lines.map(line => `${relative(project, name)}: ${line}`.slice(0, MESSAGE_LENGTH))
}

function runTool(
  tool: string,
  args: string[],
  options: { show?: boolean; background?: boolean },
): Promise<{ code: number; output: string }> {
  const command = join(project, 'node_modules/.bin', tool)
  return run(command, args, { cwd: project, limitMs: STEP_LIMIT_MS, ...options })
}
