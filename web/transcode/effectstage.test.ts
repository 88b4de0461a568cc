import { expect, test } from 'vitest'
import type { EffectReport } from '../protocol/schema.ts'
import { createEffectStage, type Done } from './effectstage.ts'

const size = { width: 640, height: 360 }
const open: Set<unknown> = new Set()

/** A frame that knows whether it is closed, and what was done to it. */
function frame(timestamp: number, made = 'plain') {
  const one = {
    ...{ timestamp, made, displayWidth: 640, displayHeight: 360 },
    clone: () => frame(timestamp, made),
    close: () => open.delete(one),
  }
  open.add(one)
  return one as unknown as VideoFrame
}

function stage(take = (_: VideoFrame) => true) {
  const told: string[] = []
  const reports: EffectReport[] = []
  const loads = new Map<string, PromiseWithResolvers<void>>()
  const runs: (() => void)[] = []
  const closed: string[] = []
  let room = 0
  const made = createEffectStage(
    {
      size,
      segmentMs: 1000,
      onloading() {},
      onapplied: report => reports.push(report),
      async open({ id }) {
        const loading = Promise.withResolvers<void>()
        loads.set(id, loading)
        await loading.promise
        return {
          async apply({ timestamp }, strength) {
            await new Promise<void>(resolve => runs.push(resolve))
            return frame(timestamp, `${id} ${strength}`)
          },
          close: () => void closed.push(id),
        }
      },
    },
    {
      take,
      encode: ({ timestamp, made }: VideoFrame & { made?: string }, { weight }: Done) =>
        void told.push(`${timestamp / 1000} ${made} x${weight}`),
      drop: timestamp => void told.push(`${timestamp / 1000} dropped`),
      onroom() {
        room += 1
      },
      onerror: error => void told.push(`${error.code} ${error.message}`),
    },
  )
  const push = (...ms: number[]) => {
    for (const each of ms) {
      const given = frame(each * 1000)
      made.push(given)
      given.close()
    }
  }
  /** What is in work is done. */
  const run = async (times: number) => {
    for (let index = 0; index < times; index += 1) {
      await settle()
      runs.shift()?.()
      await settle()
    }
  }
  return { made, told, reports, loads, closed, push, run, room: () => room }
}
const settle = () => new Promise(resolve => setImmediate(resolve))
const ordered = (id: string, strength = 1, weight = 3) => ({ effect: { id, strength }, weight })

test('the plain picture goes on until the effect is ready, and then until a segment starts', async () => {
  const { made, told, reports, loads, push, run } = stage()
  made.order(ordered('style-a'))
  push(0, 500)
  loads.get('style-a')?.resolve()
  await settle()
  push(900, 1000)
  await run(1)
  push(1040)
  await run(1)
  expect(told).toEqual([
    '0 plain x1',
    '500 plain x1',
    '900 plain x1',
    '1000 style-a 1 x3',
    '1040 style-a 1 x3',
  ])
  expect(reports).toEqual([{ since: 1, effect: { id: 'style-a', strength: 1 } }])
  made.close()
  expect(open.size).toBe(0)
})

test('the same effect with another background is opened anew', async () => {
  const { made, reports, loads, closed, push, run } = stage()
  const behind = (backdrop: string) => ({ effect: { id: 'style-a', strength: 1, backdrop }, weight: 3 })
  for (const [index, backdrop] of ['one', 'other'].entries()) {
    made.order(behind(backdrop))
    loads.get('style-a')?.resolve()
    await settle()
    push(1000 * index)
    await run(1)
  }
  expect(reports.map(({ effect }) => effect?.backdrop)).toEqual(['one', 'other'])
  expect(closed).toEqual(['style-a'])
  made.close()
})

test('another strength, another effect and none come into force at a segment’s start', async () => {
  const { made, told, reports, loads, closed, push, run } = stage()
  made.order(ordered('style-a'))
  loads.get('style-a')?.resolve()
  await settle()
  push(0)
  await run(1)
  made.order(ordered('style-a', 0.5))
  push(40, 1000)
  await run(2)
  made.order(ordered('style-b', 1, 2))
  loads.get('style-b')?.resolve()
  await settle()
  push(1040, 2000)
  await run(2)
  expect(closed).toEqual(['style-a'])
  made.order(undefined)
  push(2040, 3000)
  await run(1)
  push(3040)
  expect(told).toEqual([
    '0 style-a 1 x3',
    '40 style-a 1 x3',
    '1000 style-a 0.5 x3',
    '1040 style-a 0.5 x3',
    '2000 style-b 1 x2',
    '2040 style-b 1 x2',
    '3000 plain x1',
    '3040 plain x1',
  ])
  expect(reports.map(({ since, effect }) => [since, effect?.id])).toEqual([
    [0, 'style-a'],
    [1, 'style-a'],
    [2, 'style-b'],
    [3, undefined],
  ])
  expect(closed).toEqual(['style-a', 'style-b'])
  expect(open.size).toBe(0)
})

test('what the effect has no time for is dropped, in order, and no queue grows', async () => {
  const { made, told, loads, push, run, room } = stage()
  made.order(ordered('style-a'))
  loads.get('style-a')?.resolve()
  await settle()
  push(0, 40, 80, 120)
  expect(made.hasRoom()).toBe(false)
  const flushed = made.flush()
  await run(2)
  await flushed
  expect(told).toEqual(['0 style-a 1 x3', '40 style-a 1 x3', '80 dropped', '120 dropped'])
  expect([made.queue(), room()]).toEqual([0, 4])
  made.close()
  expect(open.size).toBe(0)
})

test('who changes their mind while a model loads gets the last one', async () => {
  const { made, told, loads, closed, push, run } = stage()
  made.order(ordered('style-a'))
  made.order(ordered('style-b'))
  loads.get('style-b')?.resolve()
  await settle()
  loads.get('style-a')?.resolve()
  await settle()
  expect(closed).toEqual(['style-a'])
  push(0)
  await run(1)
  expect(told).toEqual(['0 style-b 1 x3'])
})

test('a lead-in brings nothing into force; the first frame after it does, in the middle of a segment too', async () => {
  const { made, told, reports, loads, push, run } = stage(({ timestamp }) => timestamp > 1_500_000)
  made.order(ordered('style-a'))
  loads.get('style-a')?.resolve()
  await settle()
  push(1000)
  await settle()
  push(1500)
  await settle()
  push(1540)
  await run(1)
  expect(told).toEqual(['1540 style-a 1 x3'])
  expect(reports).toMatchObject([{ since: 1 }])
})

test('an effect that fails ends it with its error, and nothing stays open', async () => {
  const { made, told, loads } = stage()
  made.order(ordered('style-a'))
  loads.get('style-a')?.reject(new Error('no memory'))
  await settle()
  expect(told).toEqual(['internal no memory'])
  made.close()
  expect(open.size).toBe(0)
})
