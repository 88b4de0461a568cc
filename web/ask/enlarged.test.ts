import { expect, test } from 'vitest'
import { judgeEnlarged } from './enlarged.ts'

const plain = [10, 20, 30, 40]
const wanted = [10, 26, 24, 40]
const noisy = (pixels: number[]) => pixels.map((value, index) => value + (index % 2))

test('what is nearer to the net’s picture than to the stretched one was made by the net', () => {
  expect(judgeEnlarged(plain, wanted, wanted)).toBeUndefined()
  expect(judgeEnlarged(plain, wanted, noisy(wanted))).toBeUndefined()
  expect(judgeEnlarged(plain, wanted, plain)).toContain('stretched')
  expect(judgeEnlarged(plain, wanted, noisy(plain))).toContain('stretched')
})

test('where the net has nothing to add, both will do', () => {
  expect(judgeEnlarged(plain, noisy(plain), plain)).toBeUndefined()
})
