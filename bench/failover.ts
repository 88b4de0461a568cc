/** An orchestrator's browser is killed or stopped while another one is on offer: how long the viewer's picture stands still. */
import { launchBrowser } from '../e2e/harness/browser.ts'
import { openMill } from '../e2e/harness/mill.ts'
import { cameraLive, filmLive } from './stage.ts'
import { failWorking, measureStills, openScene, startStills } from './stills.ts'

/** Who stands by gets the time to decode what lies behind the last key. */
const SETTLE_MS = 3000
const CAMERA = 'camera, 720p30, keys every 1 s'
const FILM = 'film, 1080p24, keys up to 10.4 s apart'
const kill = failWorking(victim => victim.kill())
const freeze = failWorking(victim => victim.freeze())

const mill = await openMill()
const row = startStills("The viewer's picture stands still after its orchestrator's browser fails")
try {
  for (const [source, live, faults] of [
    [
      CAMERA,
      cameraLive,
      [
        ['killed', kill, '<= 1000'],
        ['frozen', freeze, '<= 2500'],
      ],
    ],
    [FILM, filmLive, [['killed', kill, '<= 1000']]],
  ] as const) {
    const scene = await openScene(mill, live)
    const viewers = await launchBrowser()
    for (const [fault, fail, reach] of faults)
      row(fault, source, await measureStills(mill, scene, { viewers, settle: SETTLE_MS, fail }), reach)
    await viewers.close()
    await mill.closeBrowsers()
  }
} finally {
  await mill.close()
}
