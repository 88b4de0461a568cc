import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Cli, startCli } from './harness/cli.ts'
import { listProcesses, type Process } from './harness/processes.ts'
import { copyProject, type Project, tinyPage } from './harness/project.ts'

const LIMIT_MS = 120_000
/** No relay listens there, and none is needed. */
const RELAY = '/ip4/127.0.0.1/tcp/9/ws/p2p/12D3KooWNobody'
/** In good order, or at the deadline where the machine is too slow for that. */
const STOPPED = [0, 130, 143]
const PAGES = { 'contribute.html': tinyPage() }
const UP = ['up', '--no-build']
const ORCHESTRATOR = ['orchestrator', '--no-build', '--relay', RELAY]

const opened: { project: Project; cli: Cli }[] = []

async function open(pages: Record<string, string>, args: string[], prepare = async (_: Project) => {}) {
  const project = await copyProject(pages)
  await prepare(project)
  const cli = startCli(project.folder, args)
  opened.push({ project, cli })
  return { project, cli }
}

afterEach(async () => {
  for (const { project, cli } of opened.splice(0)) {
    cli.child.kill('SIGKILL')
    await cli.ended
    await project.remove()
  }
}, LIMIT_MS)

/** What runs now, to be compared with what still runs later. */
async function started(cli: Cli, what: RegExp): Promise<Process[]> {
  return expect
    .poll(() => cli.family(), { timeout: LIMIT_MS })
    .toSatisfy((family: Process[]) => family.some(({ command }) => what.test(command)))
    .then(() => cli.family())
}

async function expectNothingLeft(cli: Cli, before: Process[]) {
  const left = async () => {
    const pids = before.map(({ pid }) => pid)
    const family = await cli.family()
    const survivors = (await listProcesses()).filter(({ pid }) => pids.includes(pid))
    return [...family, ...survivors].map(({ pid, command }) => `${pid} ${command.slice(0, 100)}`)
  }
  await expect.poll(left, { timeout: LIMIT_MS }).toEqual([])
}

describe('a signal ends every process', { timeout: LIMIT_MS }, () => {
  test('while the packages are being installed', async () => {
    const { cli } = await open({}, ['up'], ({ folder }) => rm(join(folder, 'node_modules')))
    await cli.line(/Installing the packages/)
    const before = await started(cli, /npm/)
    cli.child.kill('SIGINT')
    expect(await cli.ended).toBe(130)
    await expectNothingLeft(cli, before)
  })

  test('while the pages are being built', async () => {
    const { cli } = await open({}, ['orchestrator', '--relay', RELAY])
    await cli.line(/building the pages/)
    const before = await started(cli, /vite/)
    cli.child.kill('SIGINT')
    expect(await cli.ended).toBeOneOf(STOPPED)
    await expectNothingLeft(cli, before)
  })

  test('while the browser starts', async () => {
    const { cli } = await open(PAGES, ORCHESTRATOR)
    const before = await started(cli, /remote-debugging-pipe/)
    cli.child.kill('SIGTERM')
    expect(await cli.ended).toBeOneOf(STOPPED)
    await expectNothingLeft(cli, before)
  })

  test('when everything runs, after the page has been asked to stop', async () => {
    const { cli } = await open(PAGES, ORCHESTRATOR)
    await cli.line(/orchestrator ready/)
    const before = await started(cli, /--type=renderer/)
    cli.child.kill('SIGTERM')
    expect(await cli.ended).toBeOneOf(STOPPED)
    expect(cli.output()).toContain('stopped by its node')
    await expectNothingLeft(cli, before)
  })

  test('when the page never finishes stopping', async () => {
    const page = tinyPage('globalThis.millracePage = { stop: () => new Promise(() => {}) }')
    const { cli } = await open({ 'contribute.html': page }, ORCHESTRATOR)
    await cli.line(/orchestrator ready/)
    const before = await started(cli, /--type=renderer/)
    cli.child.kill('SIGINT')
    expect(await cli.ended).toBeOneOf(STOPPED)
    await expectNothingLeft(cli, before)
  })

  test('when the browser hangs', async () => {
    const { cli } = await open(PAGES, ORCHESTRATOR)
    await cli.line(/orchestrator ready/)
    const before = await started(cli, /--type=renderer/)
    const browser = before.filter(
      ({ command }) => /^\S*chrom\S* /.test(command) && !command.includes('crashpad_handler '),
    )
    expect(browser).not.toEqual([])
    for (const { pid } of browser) process.kill(pid, 'SIGSTOP')
    cli.child.kill('SIGINT')
    expect(await cli.ended).toBeOneOf(STOPPED)
    await expectNothingLeft(cli, before)
  })

  test('at once when it is the second', async () => {
    const page = tinyPage(
      'globalThis.millracePage = { stop: () => (report({ kind: "error", code: "internal", message: "stopping" }), new Promise(() => {})) }',
    )
    const { cli } = await open({ 'contribute.html': page }, ORCHESTRATOR)
    await cli.line(/orchestrator ready/)
    const before = await started(cli, /--type=renderer/)
    cli.child.kill('SIGINT')
    await cli.line(/stopping/)
    cli.child.kill('SIGINT')
    expect(await cli.ended).toBe(130)
    await expectNothingLeft(cli, before)
  })

  test.each(['SIGINT', 'SIGKILL'] as const)('while the local chain starts: %s', async signal => {
    const { cli } = await open(PAGES, UP)
    const before = await started(cli, /anvil/)
    cli.child.kill(signal)
    expect(await cli.ended).toBeOneOf([...STOPPED, 'SIGKILL'])
    await expectNothingLeft(cli, before)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)('when the local chain runs: %s', async signal => {
    const { cli } = await open({ ...PAGES, 'stream.html': tinyPage() }, UP)
    await cli.line(/the orchestrator is staked/)
    const before = await started(cli, /anvil/)
    cli.child.kill(signal)
    expect(await cli.ended).toBeOneOf([...STOPPED, 'SIGKILL'])
    await expectNothingLeft(cli, before)
  })

  test('even SIGKILL, which the command cannot see', async () => {
    const { cli } = await open(PAGES, ORCHESTRATOR)
    await cli.line(/orchestrator ready/)
    const before = await started(cli, /--type=renderer/)
    cli.child.kill('SIGKILL')
    expect(await cli.ended).toBe('SIGKILL')
    await expectNothingLeft(cli, before)
  })
})
