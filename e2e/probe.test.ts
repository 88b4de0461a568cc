import { expect, test } from 'vitest'
import { launchBrowser } from './harness/browser.ts'
import { openSite } from './harness/site.ts'

test('x', async () => {
  const site = await openSite(['e2e/pages/probe.html'])
  const b = await launchBrowser()
  const p = await b.newPage()
  await p.goto(site.url + '/e2e/pages/probe.html')
  expect(await p.title()).toBe('isolated true')
  await b.close()
  await site.close()
})
