import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openFlatbuffer } from './flatbuffer.ts'
import { convertTflite } from './tflite.ts'

const SELFIE = 'node_modules/@mediapipe/selfie_segmentation/selfie_segmentation.tflite'

test('fields are found by their number, and have a default where they are left out', () => {
  // The root at 12, its directory at 4: a field of 4 bytes at 4, none, a byte at 8.
  const file = new Uint8Array(24)
  const view = new DataView(file.buffer)
  view.setUint32(0, 12, true)
  for (const [index, value] of [10, 12, 4, 0].entries()) view.setUint16(4 + 2 * index, value, true)
  view.setInt32(12, 8, true)
  view.setInt32(16, -7, true)
  const root = openFlatbuffer(file)
  expect(root.int(0)).toBe(-7)
  expect(root.int(1, 5)).toBe(5)
  expect(root.byte(9)).toBe(0)
  expect(root.table(1)).toBeUndefined()
  expect(root.ints(1)).toEqual([])
  expect(root.text(1)).toBe('')
})

test('a file that is cut short or no model at all is an error', () => {
  const file = new Uint8Array(readFileSync(SELFIE))
  expect(() => convertTflite(file.subarray(0, 50_000))).toThrow()
  expect(() => convertTflite(new Uint8Array(0))).toThrow()
  expect(() => convertTflite(new TextEncoder().encode('{"modelTopology": {}}'))).toThrow()
})
