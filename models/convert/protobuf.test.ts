import { expect, test } from 'vitest'
import { bytes, concat, float, varint } from './protobuf.ts'

const hex = (data: Uint8Array) => Buffer.from(data).toString('hex')

test('numbers take as many bytes as they need, negative ones ten', () => {
  expect(hex(varint(1, 0))).toBe('0800')
  expect(hex(varint(1, 150))).toBe('089601')
  expect(hex(varint(20, 7))).toBe('a00107')
  expect(hex(varint(1, -1))).toBe(`08${'ff'.repeat(9)}01`)
})

test('texts, bytes and messages are preceded by their length', () => {
  expect(hex(bytes(2, 'testing'))).toBe('120774657374696e67')
  expect(hex(bytes(3, [varint(1, 150)]))).toBe('1a03089601')
  expect(hex(bytes(1, new Uint8Array(200)))).toBe(`0ac801${'00'.repeat(200)}`)
})

test('floats are four bytes, little endian', () => {
  expect(hex(float(2, 1))).toBe('150000803f')
})

test('parts follow one another', () => {
  expect(hex(concat([varint(1, 1), varint(2, 2)]))).toBe('08011002')
})
