import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ensureChrome } from './chrome/install.ts'
import { runForge } from './forge.ts'
import { createLogs } from './log.ts'
import { run } from './process.mjs'
import { openTerminal } from './terminal.ts'

const project = resolve(import.meta.dirname, '..')
/** A step that takes longer hangs. */
const STEP_LIMIT_MS = 60 * 60_000

/** Each counts as one test. */
const CHECKS = {
  'types of the pages': ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
  types: ['tsc'],
  lint: ['biome', 'ci', '--error-on-warnings', '.'],
  'import rule': ['depcruise', 'web', 'node-headless', 'contracts'],
  'unused code': ['knip'],
  'generated ABIs': ['tsx', 'contracts/generate.ts', '--check'],
} as const
const SUITES = ['unit', 'e2e']

type Count = { passed: number; failed: number }

/**
 * `npm test`: every check and every suite, whatever fails on the way. Its last line is the sum; ends the process,
 * with 1 if anything failed or nothing ran.
 */
export async function check(): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))
  const log = createLogs(openTerminal(process.stdout), 'info')('test')
  await ensureChrome(undefined, log, new AbortController().signal).catch(error => log.error(error.message))
  const counts: [string, Count][] = []
  for (const [name, command] of Object.entries(CHECKS)) counts.push([name, await runCheck(name, command)])
  counts.push(...(await checkContracts()))
  for (const name of SUITES) counts.push([name, await runSuite(name)])

  console.log()
  for (const [name, { passed, failed }] of counts) {
    console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed`)
  }
  const passed = counts.reduce((sum, [, count]) => sum + count.passed, 0)
  const failed = counts.reduce((sum, [, count]) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed > 0 || passed === 0 ? 1 : 0)
}

async function runCheck(name: string, [tool, ...args]: readonly [string, ...string[]]): Promise<Count> {
  return (await runTool(name, tool, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** The contracts' tests, and as one more whether their gas is as it was. */
async function checkContracts(): Promise<[string, Count][]> {
  console.log('\n--- contracts: forge test')
  const { passed, failures, gas } = await runForge(project, STEP_LIMIT_MS)
  for (const failure of failures) console.log(`FAILED ${failure}`)
  for (const difference of gas) console.log(`gas of ${difference}`)
  if (gas.length > 0) console.log('If that is meant, `npm run test:contracts` writes the new figures.')
  return [
    ['contracts', { passed, failed: failures.length }],
    ['gas', gas.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }],
  ]
}

/** A suite that ends badly without a failed test, or without a report, counts as one failure. */
async function runSuite(name: string): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-test-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await runTool(name, 'vitest', ['run', '--project', name, ...reporters])
  const report = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true })
  const passed: number = report?.numPassedTests ?? 0
  const failed: number = report?.numFailedTests ?? 0
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}

async function runTool(name: string, tool: string, args: string[]): Promise<number> {
  console.log(`\n--- ${name}: ${[tool, ...args].join(' ')}`)
  const command = join(project, 'node_modules/.bin', tool)
  const { code } = await run(command, args, { cwd: project, show: true, limitMs: STEP_LIMIT_MS })
  return code
}
