import { transfer, wrap } from 'comlink'
import { type Camera, openCamera } from '../../web/capture/camera.ts'
import { listDevices } from '../../web/capture/devices.ts'
import { startLevelMeter } from '../../web/capture/level.ts'
import { openScreen } from '../../web/capture/screen.ts'
import { transferables } from '../../web/capture/tracks.ts'
import type { Capture, CaptureEvents, FrameInput, SourceOptions } from '../../web/capture/types.ts'
import { runBenchmark } from '../../web/transcode/benchmark.ts'
import type { MediaWorker } from './media.worker.ts'

const worker = new Worker(new URL('./media.worker.ts', import.meta.url), { type: 'module' })
const media = wrap<MediaWorker>(worker)

const options: SourceOptions = { segmentMs: 1000, bitrate: 2_000_000 }
const notices: string[] = []
const ended: string[] = []
const moved = (input: FrameInput) => transfer(input, transferables(input))

const events: CaptureEvents = {
  onreplace: input => void media.replace(moved(input)),
  onnotice: message => notices.push(message),
  onend: reason => ended.push(reason),
}

/** Streams a capture until its pictures reach a time, µs. */
function play(capture: Capture, until: number) {
  return media.play(moved(capture.input), options, until)
}

/** Chooses every camera in turn, a second apart in the stream, and takes one away at the end. */
async function playSwitchedCamera(until: number) {
  const camera = await openCamera({}, events)
  const { cameras } = await listDevices()
  const playing = play(camera, until)
  for (const { id } of cameras) await camera.choose({ camera: id })
  unplug(camera)
  const recording = await playing
  camera.stop()
  return { recording, cameras: cameras.length, notices: notices.splice(0), ended }
}

/** What a page sees of an unplugged camera. */
function unplug(camera: Camera) {
  const [track] = camera.preview().getVideoTracks()
  track?.stop()
  track?.dispatchEvent(new Event('ended'))
}

async function playCamera(until: number) {
  const camera = await openCamera({}, events)
  const meter = startLevelMeter(camera.preview())
  const recording = await play(camera, until)
  const level = meter.level()
  meter.close()
  camera.stop()
  return { recording, level }
}

async function playScreen(until: number) {
  const screen = await openScreen(events)
  const recording = await play(screen, until)
  screen.stop()
  return { recording }
}

/** The error of a camera that cannot be opened. */
async function refusedCamera(camera?: string) {
  try {
    const opened = await openCamera({ camera }, events)
    opened.stop()
    return undefined
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string }
    return { code, message, hint }
  }
}

async function benchmark() {
  const steps: number[] = []
  const result = await runBenchmark(({ done }) => steps.push(done))
  return { steps, result }
}

const page = {
  benchmark,
  media,
  playCamera,
  playSwitchedCamera,
  playScreen,
  refusedCamera,
}
declare global {
  interface Window {
    test: typeof page
  }
}
window.test = page

export type MediaPage = typeof page
