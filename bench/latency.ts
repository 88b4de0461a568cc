/**
 * How old a picture is when it is drawn: a camera whose frames bear a counter, read in the gateway's Worker when the
 * frame is taken from the camera, in the orchestrator's when it is decoded, in the viewer's when it is decoded and when it is drawn.
 */
import { launchBrowser } from '../e2e/harness/browser.ts'
import { openMill } from '../e2e/harness/mill.ts'
import type { Seen } from './probe.ts'
import { probe } from './probe.ts'
import { cameraLive, offering, pause, watch } from './stage.ts'
import { percentile, startTable } from './table.ts'

const WARMUP_MS = 8000
const SECONDS = 20
const SCENES = [
  { size: [1280, 720], rungs: ['360p', '720p'] },
  { size: [1920, 1080], rungs: ['480p', '720p', '1080p'] },
] as const

/** ms from each frame's reading to its showing; the counter comes round, so the newest reading before counts. */
function ages(read: Seen[], shown: Seen[]): number[] {
  return shown.flatMap(({ counter, at }) => {
    const from = read.findLast(each => each.counter === counter && each.at <= at)
    return from === undefined ? [] : [at - from.at]
  })
}

const mill = await openMill()
try {
  for (const { size, rungs } of SCENES) {
    const orchestrator = await offering(mill)
    const { gateway, link, read } = await cameraLive(mill, rungs.join(','), [...size])
    const arrived = await probe(orchestrator.page)
    const viewers = await launchBrowser()
    const top = rungs.at(-1) ?? ''
    const { decoded, drawn } = await watch(viewers, link, top)
    await pause(WARMUP_MS)
    const before = await read.take()
    await Promise.all([arrived.take(), decoded.take(), drawn.take()])
    await pause(SECONDS * 1000)
    const [hop, path, shown] = await Promise.all([arrived.take(), decoded.take(), drawn.take()])
    const source = [...before, ...(await read.take())]
    const { snapshot } = await gateway.event('stream')
    const back = snapshot.renditions.find(({ rendition }) => rendition.name === top)?.latency ?? Number.NaN
    const row = startTable(
      `Latency, camera ${size[1]}p30 with a counter in the picture -> ${rungs.join(' + ')}, loopback`,
      { 'capture read to': 48, 'p50 ms': 6, 'p95 ms': 6, 'p99 ms': 6, fps: 4, reach: 23 },
    )
    const age = (what: string, seen: Seen[], reach = '') => {
      const all = ages(source, seen)
      const ms = (share: number) => percentile(all, share).toFixed(0)
      const fps = (seen.length / SECONDS).toFixed(1)
      row({ 'capture read to': what, 'p50 ms': ms(0.5), 'p95 ms': ms(0.95), 'p99 ms': ms(0.99), fps, reach })
    }
    age("orchestrator's decoded frame (one hop)", hop)
    row({
      'capture read to': "rendition's return, by the gateway's own figure",
      'p50 ms': back.toFixed(0),
      ...{ 'p95 ms': '', 'p99 ms': '', fps: '', reach: '' },
    })
    age("viewer's decoded frame (whole path)", path, 'p50 <= 100, p95 <= 200')
    age("viewer's drawn frame, after the playout delay", shown)
    await viewers.close()
    await mill.closeBrowsers()
  }
} finally {
  await mill.close()
}
