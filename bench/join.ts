/** How long a viewer waits: from opening the watch page to its first frame, with nothing cached. */
import { launchBrowser } from '../e2e/harness/browser.ts'
import { openMill } from '../e2e/harness/mill.ts'
import { cameraLive, filmLive, offering, watch } from './stage.ts'
import { percentile, startTable } from './table.ts'

const JOINS = 10
const RUNGS = '240p,480p'

const mill = await openMill()
const row = startTable(`From opening the watch page to its first frame, ${RUNGS}, loopback`, {
  source: 32,
  joins: 5,
  'p50 ms': 6,
  'longest ms': 10,
  reach: 8,
})
try {
  for (const [source, live] of [
    ['camera, 720p30, keys every 1 s', cameraLive],
    ['film, 1080p24, passed through', filmLive],
  ] as const) {
    await offering(mill)
    const { link } = await live(mill, RUNGS)
    const viewers = await launchBrowser()
    const times: number[] = []
    for (let join = 0; join <= JOINS; join += 1) {
      const { page, drawn } = await watch(viewers, link)
      const [first] = await drawn.take()
      const opened = Number(await page.evaluate('performance.timeOrigin'))
      if (join > 0 && first !== undefined) times.push(first.at - opened)
      await page.context().close()
    }
    row({
      source,
      joins: String(times.length),
      'p50 ms': percentile(times, 0.5).toFixed(0),
      'longest ms': Math.max(...times).toFixed(0),
      reach: '<= 1000',
    })
    await viewers.close()
    await mill.closeBrowsers()
  }
} finally {
  await mill.close()
}
