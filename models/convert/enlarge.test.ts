import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { buildModel } from '../build.ts'
import { convertEnlarge } from './enlarge.ts'

const SIDE = 96

/** Dark rings and stripes on light ground, drawn as finely as wanted; 0..1. */
function shade(x: number, y: number): number {
  const ring = Math.hypot(x - 0.5, y - 0.45)
  const stripe = Math.sin(60 * (x + 0.6 * y))
  return ring < 0.3 ? (Math.abs(ring - 0.2) < 0.02 ? 0.1 : 0.8) : stripe > 0.6 ? 0.25 : 0.65
}

/** The mean of sixteen points in each pixel, as a camera sees it. */
function draw(side: number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, index) => {
    let sum = 0
    for (let point = 0; point < 16; point += 1) {
      const x = (index % side) + ((point % 4) + 0.5) / 4
      const y = Math.floor(index / side) + (Math.floor(point / 4) + 0.5) / 4
      sum += shade(x / side, y / side)
    }
    return sum / 16
  })
}

/** Twice as large by windowed sinc (Lanczos, three lobes), across and then down. */
function lanczos(small: Float32Array): Float32Array {
  const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))
  const across = (rows: Float32Array) => {
    const made = new Float32Array(rows.length * 2)
    for (let to = 0; to < made.length; to += 1) {
      const [row, middle] = [Math.floor(to / (2 * SIDE)) * SIDE, ((to % (2 * SIDE)) + 0.5) / 2 - 0.5]
      let [sum, weights] = [0, 0]
      for (let x = Math.ceil(middle - 3); x <= middle + 3; x += 1) {
        const weight = sinc(x - middle) * sinc((x - middle) / 3)
        sum += weight * (rows[row + Math.min(SIDE - 1, Math.max(0, x))] as number)
        weights += weight
      }
      made[to] = sum / weights
    }
    return made
  }
  const turned = (rows: Float32Array, width: number) => {
    const height = rows.length / width
    return rows.map((_, index) => rows[(index % height) * width + Math.floor(index / height)] as number)
  }
  return turned(across(turned(across(small), 2 * SIDE)), 2 * SIDE)
}

/** Peak signal to noise, dB. */
function psnr(made: Float32Array, wanted: Float32Array): number {
  const error = made.reduce((sum, value, index) => sum + (value - (wanted[index] as number)) ** 2, 0)
  return -10 * Math.log10(error / made.length)
}

test.each([-2, 2])('weights that are %i bytes off are an error', more => {
  expect(() => convertEnlarge(new Uint8Array(11_468 * 2 + more))).toThrow(/(fewer|more) weights/)
})

test('edges and stripes come out nearer to what they are than by Lanczos', async () => {
  const bytes = await buildModel({ source: { file: 'models/nets/enlarge.bin', format: 'enlarge' } })
  const session = await InferenceSession.create(bytes)
  const [small, large] = [draw(SIDE), draw(2 * SIDE)]
  const input = new Tensor('float32', Float32Array.of(...small, ...small, ...small), [1, 3, SIDE, SIDE])
  const { output } = await session.run({ input })
  expect(output?.dims).toEqual([1, 3, 2 * SIDE, 2 * SIDE])
  const made = Float32Array.from(output?.data as Float32Array).subarray(0, large.length)
  expect(psnr(made, large)).toBeGreaterThan(psnr(lanczos(small), large) + 0.5)
})
