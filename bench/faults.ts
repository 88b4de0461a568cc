/** The faults that a stream page pretends, pressed in its developer panel: how long the viewer's picture stands still. */
import { launchBrowser } from '../e2e/harness/browser.ts'
import { openMill, type Role } from '../e2e/harness/mill.ts'
import type { FaultKind } from '../web/protocol/faults.ts'
import { cameraLive, filmLive } from './stage.ts'
import { type Fail, failWorking, measureStills, openScene, startStills } from './stills.ts'

/** Who stands by has begun to decode, and how far behind the other one usually is, is known. */
const SETTLE_MS = 5000
const CAMERA = 'camera, 720p30, keys every 1 s'
const FILM = 'film, 1080p24, keys up to 10.4 s apart'

async function press({ page }: Role, kind: FaultKind): Promise<void> {
  const panel = page.getByText('Developer panel')
  const button = page.getByRole('button', { name: kind })
  if (!(await button.isVisible())) await panel.click()
  await button.click()
}

const onWorking = (kind: FaultKind) => failWorking((_, gateway) => press(gateway, kind))

const relay: Fail = async ({ gateway }) => {
  await press(gateway, 'relay-restart')
  return undefined
}

/** Told: the page streams again. */
const reload: Fail = async ({ gateway }) => {
  const { snapshot } = await gateway.event('stream')
  const from = performance.now()
  await press(gateway, 'gateway-reload')
  await gateway.event(
    'stream',
    event => event.snapshot.startedAt !== snapshot.startedAt && event.snapshot.state === 'live',
  )
  return performance.now() - from
}

const mill = await openMill()
const row = startStills("The viewer's picture stands still after a fault on purpose")
try {
  for (const [source, live, faults] of [
    [
      CAMERA,
      cameraLive,
      [
        ['orchestrator-stall', onWorking('orchestrator-stall'), '<= 1000'],
        ['orchestrator-lie', onWorking('orchestrator-lie'), '<= 1000'],
        ['relay-restart', relay, '<= 1000'],
      ],
    ],
    [FILM, filmLive, [['gateway-reload', reload, '']]],
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
