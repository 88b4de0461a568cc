import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mill, openMill } from './harness/mill.ts'
import { openTabs, type Tab, type Tabs } from './harness/tabs.ts'
import { until } from './harness/watch.ts'

const HIDDEN =
  "new Promise(resolve => document.hidden ? resolve() : addEventListener('visibilitychange', () => resolve(), { once: true }))"
/** Until four timers of a millisecond each, one after another, take more than a second: some time after the tab was hidden. */
const SLOWED = `(async () => {
  for (;;) {
    const began = performance.now()
    for (let left = 4; left > 0; left -= 1) await new Promise(resolve => setTimeout(resolve, 1))
    if (performance.now() - began > 1000) return
  }
})()`
/** The link that is to be shared, once it is shown. */
const LINK = `new Promise(resolve => {
  const look = () => {
    const link = [...document.querySelectorAll('input')].find(({ value }) => value.includes('watch.html#'))
    if (link) resolve(link.value)
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
  look()
})`
/** Frames that are seen after the first ones. */
const FRAMES = 72

let mill: Mill
let tabs: Tabs

beforeAll(async () => {
  mill = await openMill()
  tabs = await openTabs()
})
afterAll(async () => {
  await tabs.close()
  await mill.close()
})

test('an orchestrator and a gateway in tabs that nobody looks at carry a stream', async () => {
  const search = (params: Record<string, string>) => new URLSearchParams({ relay: mill.relay, ...params })
  const open = async (page: string, params: Record<string, string>): Promise<Tab> => {
    const tab = await tabs.openBehind(`${mill.url}/web/${page}.html?${search(params)}`)
    await tab.evaluate(HIDDEN)
    return tab
  }
  const orchestrator = await open('contribute', { start: '1', benchmark: '0', jobs: '1' })
  const gateway = await open('stream', { file: mill.smallFilm, loop: '1', live: '1', rungs: '240p' })
  await Promise.all([orchestrator, gateway].map(tab => tab.evaluate(SLOWED)))

  const viewer = await mill.viewer(String(await gateway.evaluate(LINK)))
  const { stats } = await until(viewer.page, ({ state, stats }) => state === 'playing' && stats.frames > 0)
  expect(stats.height).toBe(240)
  const later = await until(viewer.page, now => now.stats.frames >= stats.frames + FRAMES)
  expect(later.state).toBe('playing')
  for (const tab of [orchestrator, gateway]) expect(await tab.evaluate('document.hidden')).toBe(true)
})
