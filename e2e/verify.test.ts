import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSignedBy } from '../web/network/signature.ts'
import { checkEvidence, readEvidence } from '../web/protocol/evidence.ts'
import { delivered, type Mill, openMill } from './harness/mill.ts'

let mill: Mill
beforeAll(async () => {
  mill = await openMill()
})
afterAll(async () => {
  await mill?.close()
})

/** From now on each encoder in this page's Workers is given the same white picture, whatever the source shows. */
function tamper(page: Page): void {
  page.on('worker', worker => {
    void worker.evaluate(() => {
      const canvas = new OffscreenCanvas(640, 360)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.fillStyle = 'white'
      context.fillRect(0, 0, 640, 360)
      const { encode } = VideoEncoder.prototype
      VideoEncoder.prototype.encode = function tampered({ timestamp }, options) {
        const other = new VideoFrame(canvas, { timestamp })
        encode.call(this, other, options)
        other.close()
      }
    })
  })
}

test('an orchestrator that delivers another picture is found out; the stream goes on with an honest one', async () => {
  const cheat = await mill.orchestrator()
  tamper(cheat.page)
  const [{ peer }] = await Promise.all([cheat.event('ready'), cheat.event('orchestrator')])
  const gateway = await mill.gateway({ rungs: '240p,360p' })
  await gateway.event('stream', ({ snapshot }) => snapshot.jobs.some(job => job.peer === peer))
  const honest = await mill.orchestrator()
  const { peer: other } = await honest.event('ready')

  const { snapshot } = await gateway.event('stream', event => event.snapshot.cheats[0]?.evidence === true)
  expect(snapshot.cheats).toMatchObject([{ peer, reason: expect.stringContaining('cheats') }])
  expect(snapshot.jobs.find(job => job.peer === peer)?.state).toBe('lost')

  const frames = snapshot.renditions[0]?.frames ?? 0
  const after = await gateway.event(
    'stream',
    event => delivered(frames + 48)(event) && event.snapshot.checks.checked > 1,
  )
  expect(after.snapshot.jobs.find(job => job.state === 'running')?.peer).toBe(other)
  expect(after.snapshot.cheats).toHaveLength(1)

  const waiting = gateway.page.waitForEvent('download')
  await gateway.page.getByRole('button', { name: 'Download evidence' }).click()
  const evidence = readEvidence(await readFile(await (await waiting).path(), 'utf8'))
  expect(evidence).toMatchObject({ peer, job: snapshot.cheats[0]?.job })
  expect(await checkEvidence(evidence, isSignedBy)).toEqual({
    signed: true,
    frames: true,
    source: true,
    closed: true,
  })
  evidence.frames[0]?.data.set([9])
  expect(await checkEvidence(evidence, isSignedBy)).toMatchObject({ frames: false })
})
