import * as native from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { buildModel } from '../models/build.ts'
import { startTracker } from '../web/ai/facetracker.ts'
import { gazeOf } from '../web/ai/gaze.ts'
import { findIris } from '../web/ai/iris.ts'
import { findModel } from '../web/ai/load.ts'
import type { Session } from '../web/ai/session.ts'
import { drawFace } from './pages/face.ts'

const SIZE = { width: 640, height: 360 }

async function openNet(id: string): Promise<Session> {
  const opened = await native.InferenceSession.create(await buildModel(findModel(id)))
  return {
    provider: 'wasm',
    async run(inputs) {
      const { input } = inputs
      if (input === undefined) throw new Error('There is a picture.')
      const feeds = { input: new native.Tensor('float32', input.data as Float32Array, input.shape) }
      const results = Object.entries(await opened.run(feeds))
      return Object.fromEntries(
        results.map(([name, { data, dims }]) => [name, { data: data as Float32Array, shape: [...dims] }]),
      )
    },
    close: () => opened.release(),
  }
}

/** The mean gaze of the eyes of a drawn face, whose pupils are so far beside their middle, in heights of the picture. */
async function gazeAt(right: number, down: number) {
  const [finder, follower, irises] = await nets
  const pixels = {
    data: drawFace(SIZE, { middle: 0.5, tilt: 0.2, open: 0, look: [right, down] }),
    ...SIZE,
  }
  const track = startTracker(finder, follower)
  await track(pixels)
  const mesh = await track(pixels)
  if (mesh === undefined) throw new Error('There is a face.')
  const left = gazeOf(mesh, 'left', await findIris(irises, pixels, mesh, 'left'))
  const other = gazeOf(mesh, 'right', await findIris(irises, pixels, mesh, 'right'))
  return { yaw: (left.yaw + other.yaw) / 2, pitch: (left.pitch + other.pitch) / 2 }
}

const nets = Promise.all([openNet('blazeface'), openNet('facemesh'), openNet('iris')])

test('the nets see where a drawn face looks, with its head tilted', async () => {
  const ahead = await gazeAt(0, 0)
  expect((await gazeAt(0.02, 0)).yaw).toBeGreaterThan(ahead.yaw + 0.2)
  expect((await gazeAt(-0.02, 0)).yaw).toBeLessThan(ahead.yaw - 0.2)
  expect((await gazeAt(0, -0.012)).pitch).toBeLessThan((await gazeAt(0, 0.012)).pitch - 0.05)
})
