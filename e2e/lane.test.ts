import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mill, openMill, type Role } from './harness/mill.ts'
import type {} from './pages/lane.ts'

let mill: Mill
let orchestrator: Role
let gateway: Role
let peer: string

const RENDITIONS = [rung(1, 426, 240, 'h264'), { ...rung(2, 640, 360, 'vp9'), maxFramerate: 12 }]

beforeAll(async () => {
  mill = await openMill({}, ['e2e/pages/lane.html'])
  ;[orchestrator, gateway] = await Promise.all([openPage(), openPage()])
  peer = await orchestrator.page.evaluate(async () => {
    await lanes.orchestrate(2)
    return lanes.peer
  })
})
afterAll(async () => {
  await mill?.close()
})

function rung(track: number, width: number, height: number, codec: 'h264' | 'vp9') {
  return { track, name: `${height}p`, codec, width, height, bitrate: 400_000, maxFramerate: 0 }
}

async function openPage(): Promise<Role> {
  const role = await mill.viewer(`${mill.url}/e2e/pages/lane.html?relay=${encodeURIComponent(mill.relay)}`)
  await role.page.waitForFunction(() => 'lanes' in globalThis)
  return role
}

function openLane(renditions = RENDITIONS) {
  return gateway.page.evaluate(([to, film, ordered]) => lanes.open(to, film, ordered), [
    peer,
    `${mill.url}/film/video.mp4`,
    renditions,
  ] as const)
}

test('two segments of a film come back in every rendition, with the source’s very frames', async () => {
  await openLane()
  const made = await gateway.page.evaluate(() => lanes.make())
  expect(made.map(({ index, track }) => [index, track])).toEqual([
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
  ])
  for (const { track, wanted, times, shown, sizes } of made) {
    const ordered = track === 1 ? wanted : wanted.filter((_, index) => index % 2 === 0)
    expect(times).toEqual(ordered)
    expect(shown).toEqual(ordered)
    expect(sizes).toEqual([track === 1 ? '426x240' : '640x360'])
  }
  const work = await orchestrator.page.evaluate(() => lanes.work())
  expect(work?.jobs).toMatchObject([{ state: 'running', file: { segments: 2 }, rungs: ['240p', '360p'] }])
  expect(await gateway.page.evaluate(() => lanes.checks())).toMatchObject({ checked: 1, skipped: 0 })
  await gateway.page.evaluate(() => lanes.close())
  expect(await gateway.page.evaluate(() => lanes.closed())).toBe('ended')
  await orchestrator.page.waitForFunction(() => lanes.work()?.history[0]?.state === 'ended')
})
