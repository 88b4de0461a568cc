import { expect, test } from 'vitest'
import type { Log } from './log.ts'
import { type Running, supervise, waitBefore } from './supervise.ts'

function silentLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const write = (message: string) => {
    lines.push(message)
  }
  return { lines, debug: write, info: write, warn: write, error: write }
}

/** Something to supervise whose ends the test holds in its hand. */
function runner() {
  let lose: (reason: string) => void = () => {}
  let closed = false
  const running: Running = {
    lost: new Promise(resolve => {
      lose = resolve
    }),
    async close() {
      closed = true
      lose('closed')
    },
  }
  return { running, lose: (reason: string) => lose(reason), closed: () => closed }
}

test('what is lost is closed and started again, and what fails to start is tried again', async () => {
  const first = runner()
  const second = runner()
  const log = silentLog()
  const starts = [
    async () => first.running,
    () => Promise.reject(new Error('no luck')),
    async () => second.running,
  ]
  const supervised = await supervise(() => (starts.shift() as () => Promise<Running>)(), log)
  expect(supervised.state()).toBe('running')

  first.lose('it crashed')
  await expect.poll(() => supervised.state()).toBe('restarting')
  await expect.poll(() => supervised.state(), { timeout: 20_000 }).toBe('running')
  expect(supervised.restarts()).toBe(2)
  expect(first.closed()).toBe(true)
  expect(log.lines).toContain('lost: it crashed')
  expect(log.lines).toContain('restart failed: no luck')

  await supervised.close()
  expect(second.closed()).toBe(true)
})

test('what never ran is not tried again', async () => {
  const start = () => Promise.reject(new Error('no page'))
  await expect(supervise(start, silentLog())).rejects.toThrow('no page')
})

test('nothing is started after the close', async () => {
  const first = runner()
  const log = silentLog()
  let starts = 0
  const supervised = await supervise(async () => {
    starts++
    return first.running
  }, log)
  first.lose('it crashed')
  await expect.poll(() => log.lines.some(line => line.startsWith('restarting in'))).toBe(true)
  await supervised.close()
  expect(starts).toBe(1)
  expect(log.lines.filter(line => line.startsWith('not restarted'))).toEqual([])
})

test('a start that is under way at the close is closed when it has come about', async () => {
  const first = runner()
  const second = runner()
  let finish: (running: Running) => void = () => {}
  const starts = [
    async () => first.running,
    () =>
      new Promise<Running>(resolve => {
        finish = resolve
      }),
  ]
  const supervised = await supervise(() => (starts.shift() as () => Promise<Running>)(), silentLog())
  first.lose('it crashed')
  await expect.poll(() => starts.length).toBe(0)
  await supervised.close()
  finish(second.running)
  await expect.poll(second.closed).toBe(true)
})

test('waits double up to a cap and are spread over their upper half', () => {
  expect([0, 1, 2, 3].map(attempt => waitBefore(attempt, 1))).toEqual([500, 1000, 2000, 4000])
  expect(waitBefore(3, 0)).toBe(2000)
  expect(waitBefore(100, 1)).toBe(30_000)
})
