import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { buildModel } from '../build.ts'
import { convertStyle } from './style.ts'

const LOOKS = ['comic', 'neon', 'oil', 'sketch']

async function apply(look: string, picture: (x: number, y: number) => [number, number, number]) {
  const bytes = await buildModel({ source: { file: `models/nets/${look}.bin`, format: 'style' } })
  const session = await InferenceSession.create(bytes)
  const side = 64
  const data = new Float32Array(3 * side * side)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      for (const [colour, value] of picture(x, y).entries()) data[(colour * side + y) * side + x] = value
  const { output } = await session.run({ input: new Tensor('float32', data, [1, 3, side, side]) })
  const made = output?.data as Float32Array
  return (x: number, y: number) => [0, 1, 2].map(colour => made[(colour * side + y) * side + x] ?? Number.NaN)
}

test.each([-2, 2])('weights that are %i bytes off are an error', more => {
  expect(() => convertStyle(new Uint8Array(17844 * 2 + more))).toThrow(/(fewer|more) weights/)
})

test('comic draws a dark line where two colours meet, and none within them', async () => {
  const at = await apply('comic', x => (x < 32 ? [0.85, 0.3, 0.2] : [0.2, 0.5, 0.8]))
  const light = (x: number) => Math.max(...at(x, 32))
  expect(Math.min(...[29, 30, 31, 32, 33, 34].map(light))).toBeLessThan(0.6 * Math.min(light(16), light(48)))
})

test('neon glows where light and dark meet, and is night elsewhere', async () => {
  const at = await apply('neon', x => (x < 32 ? [0.9, 0.85, 0.8] : [0.1, 0.15, 0.2]))
  const light = (x: number) => Math.max(...at(x, 32))
  expect(Math.max(...[29, 30, 31, 32, 33, 34].map(light))).toBeGreaterThan(2 * Math.max(light(6), light(58)))
})

test('a sketch is light and without colour where nothing is', async () => {
  const at = await apply('sketch', () => [0.9, 0.6, 0.5])
  const [red = 0, green = 0, blue = 0] = at(32, 32)
  expect(Math.min(red, green, blue)).toBeGreaterThan(0.6)
  expect(red - blue).toBeLessThan(0.25)
})

test.each(LOOKS)('%s makes of any colour one that can be shown, or nearly', async look => {
  for (const value of [0, 0.5, 1]) {
    const at = await apply(look, () => [value, value, value])
    for (const made of at(32, 32)) {
      expect(made).toBeGreaterThan(-0.2)
      expect(made).toBeLessThan(1.3)
    }
  }
})
