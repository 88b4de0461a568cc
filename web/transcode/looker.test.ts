import { expect, test } from 'vitest'
import type { Seen } from '../ai/objects.ts'
import { createLooker } from './looker.ts'

const CAT: Seen = { label: 'cat', score: 0.9, box: { left: 0, top: 0, width: 1, height: 1 } }

/** A looker whose looks are over when the test says so. */
function start() {
  const open = new Set<unknown>()
  const told: string[] = []
  const looks: PromiseWithResolvers<Seen[]>[] = []
  let now = 0
  let opened = 0
  let closed = 0
  const looker = createLooker(
    {
      async open() {
        opened += 1
        return {
          look() {
            const look = Promise.withResolvers<Seen[]>()
            looks.push(look)
            return look.promise
          },
          async close() {
            closed += 1
          },
        }
      },
      onlook: (since, seen, rest) => told.push(`${since} ${seen.map(({ label }) => label)} ${rest}`),
      onerror: thrown => told.push(`${thrown}`),
    },
    () => now,
  )
  const frame = (timestamp: number) => {
    const one = { timestamp, clone: () => frame(timestamp), close: () => open.delete(one) }
    open.add(one)
    return one as unknown as VideoFrame
  }
  const offer = async (timestamp: number) => {
    const given = frame(timestamp)
    looker.offer(given)
    given.close()
    await settle()
  }
  const wait = (ms: number) => {
    now += ms
  }
  return { looker, offer, wait, looks, told, frames: open, opened: () => opened, closed: () => closed }
}
const settle = () => new Promise(resolve => setImmediate(resolve))

test('one look at a time, and a rest after it that is twice as long', async () => {
  const { looker, offer, wait, looks, told, frames } = start()
  looker.set(100)
  await offer(0)
  await offer(40)
  expect(looks).toHaveLength(1)
  wait(150)
  looks[0]?.resolve([CAT])
  await settle()
  expect(told).toEqual(['0 cat 450'])
  expect(looker.pixels()).toBe(100)
  wait(299)
  await offer(440)
  expect(looks).toHaveLength(1)
  wait(1)
  await offer(480)
  expect(looks).toHaveLength(2)
  looks[1]?.resolve([])
  await settle()
  expect(told[1]).toBe('480  200')
  expect(frames.size).toBe(0)
})

test('nothing is loaded before it is wanted and a frame goes by, and nothing is looked at afterwards', async () => {
  const { looker, offer, wait, looks, opened, closed } = start()
  await offer(0)
  looker.set(0)
  expect(opened()).toBe(0)
  await offer(40)
  expect(opened()).toBe(1)
  looker.set(undefined)
  looks[0]?.resolve([])
  await settle()
  wait(1000)
  await offer(1040)
  expect(looks).toHaveLength(1)
  looker.close()
  expect(closed()).toBe(1)
})

test('a look that fails is told once and is the last one; one that is over too late is not told', async () => {
  const { looker, offer, wait, looks, told, frames } = start()
  looker.set(5)
  await offer(0)
  looks[0]?.reject(new Error('No memory.'))
  await settle()
  wait(1000)
  await offer(1000)
  expect(told).toEqual(['Error: No memory.'])
  expect(looks).toHaveLength(1)
  looker.set(5)
  await offer(1040)
  looker.close()
  looks[1]?.resolve([CAT])
  await settle()
  expect(told).toHaveLength(1)
  expect(looker.pixels()).toBe(0)
  expect(frames.size).toBe(0)
})
