import { expect, test } from 'vitest'
import { distinct, type Face, overlap, readFaces, toInput, viewsOf } from './faces.ts'

const face = (x: number, score = 0.9): Face => ({ x, y: 50, width: 40, height: 40, score })

test('views lie along the longer side and leave nothing out', () => {
  expect(viewsOf({ width: 640, height: 360 })).toEqual([
    { left: 0, top: -140, side: 640 },
    { left: 0, top: 0, side: 360 },
    { left: 140, top: 0, side: 360 },
    { left: 280, top: 0, side: 360 },
  ])
  expect(viewsOf({ width: 360, height: 640 })[3]).toEqual({ left: 0, top: 280, side: 360 })
  expect(viewsOf({ width: 400, height: 360 })).toHaveLength(1)
  expect(viewsOf({ width: 1, height: 1 })).toEqual([{ left: 0, top: 0, side: 1 }])
})

test('a view holds the picture -1..1, and black beyond it', () => {
  const pixels = { data: new Uint8Array(2 * 1 * 4).fill(255), width: 2, height: 1 }
  const { data, shape } = toInput(pixels, viewsOf(pixels)[0])
  expect(shape).toEqual([1, 3, 256, 256])
  expect(data[0]).toBe(-1)
  expect(data[128 * 256 + 128]).toBe(1)
  expect(data.every(value => value === -1 || value === 1)).toBe(true)
})

test('a box is told from its anchor, in pixels of the view', () => {
  const outputs = {
    Identity: { data: new Float32Array(512).fill(-9), shape: [1, 512, 1] },
    Identity_1: { data: new Float32Array(384).fill(-9), shape: [1, 384, 1] },
    Identity_2: { data: new Float32Array(512 * 16), shape: [1, 512, 16] },
    Identity_3: { data: new Float32Array(384 * 16), shape: [1, 384, 16] },
  }
  // The second anchor of the cell in column 3, row 2 of the fine grid; the last of column 7, row 1 of the coarse one.
  const [fine, coarse] = [(2 * 16 + 3) * 2 + 1, (1 * 8 + 7) * 6 + 5]
  outputs.Identity.data[fine] = 3
  outputs.Identity_2.data.set([1, 2, 30, 32], fine * 16)
  outputs.Identity_1.data[coarse] = 1
  outputs.Identity_3.data.set([-4, 0, 100, 120], coarse * 16)
  expect(readFaces(outputs, { left: 100, top: -50, side: 512 })).toEqual([
    { x: 100 + 2 * (56 + 1), y: -50 + 2 * (40 + 2), width: 60, height: 64, score: expect.closeTo(0.953, 3) },
    { x: 100 + 2 * (240 - 4), y: -50 + 2 * 48, width: 200, height: 240, score: expect.closeTo(0.731, 3) },
  ])
})

test('of boxes on one face the surest stays, and faces side by side both do', () => {
  const [weak, strong, other] = [face(50, 0.5), face(55, 0.8), face(120)]
  expect(distinct([weak, strong, other])).toEqual([other, strong])
  expect(overlap(face(0), face(0))).toBe(1)
  expect(overlap(face(0), face(20))).toBeCloseTo(1 / 3)
  expect(overlap(face(0), face(41))).toBe(0)
})
