import { expect, test } from 'vitest'
import type { Chunk } from './chunk.ts'
import { concat } from './concat.ts'
import { createAssembler, type Framed, HEADER_BYTES, PART_BYTES, toParts } from './framing.ts'
import { MAX_CHUNK_BYTES, MAX_CHUNK_PARTS, MAX_REORDER_CHUNKS } from './limits.ts'

const chunk = (size: number, more: Partial<Chunk> = {}): Chunk => ({
  track: 2,
  key: true,
  segment: 7,
  timestamp: -1234.5,
  duration: 33_333,
  data: Uint8Array.from({ length: size }, (_, index) => index % 251),
  ...more,
})
/** Compared as text: element by element takes seconds. */
const plain = ({ chunk, ...rest }: Framed) => ({
  ...rest,
  chunk: { ...chunk, data: Buffer.from(chunk.data).toString('latin1') },
})
const framed = (size: number, sequence = 0) => ({ chunk: chunk(size), sequence, afterDrop: false })

test.each([0, 1, PART_BYTES, PART_BYTES + 1, 1_000_000, MAX_CHUNK_BYTES])(
  'a chunk of %i bytes comes back',
  size => {
    const parts = toParts({ ...framed(size, 5), afterDrop: true })
    expect(parts.length).toBe(Math.max(1, Math.ceil(size / PART_BYTES)))
    expect(parts.length).toBeLessThanOrEqual(MAX_CHUNK_PARTS)
    const assembler = createAssembler()
    const complete = parts.reverse().flatMap(part => assembler.push(part))
    expect(complete.map(plain)).toEqual([plain({ ...framed(size, 5), afterDrop: true })])
  },
)

test('many chunks share a carrier frame', () => {
  const sent = [framed(10, 0), framed(0, 1), framed(300, 2)]
  expect(createAssembler().push(concat(sent.flatMap(toParts)))).toEqual(sent)
})

test('a chunk above the bound is refused', () => {
  expect(() => toParts(framed(MAX_CHUNK_BYTES + 1))).toThrow(expect.objectContaining({ code: 'too-large' }))
})

test('a chunk does not keep the carrier frame alive', () => {
  const [complete] = createAssembler().push(concat(toParts(framed(10))))
  expect(complete?.chunk.data.buffer.byteLength).toBe(10)
})

test('incomplete chunks are forgotten, oldest first', () => {
  const assembler = createAssembler()
  const [first, second] = toParts(framed(PART_BYTES + 1, 0))
  if (first === undefined || second === undefined) throw new Error('two parts expected')
  assembler.push(first)
  for (let sequence = 1; sequence <= MAX_REORDER_CHUNKS; sequence += 1) {
    assembler.push(toParts(framed(PART_BYTES + 1, sequence))[0] ?? first)
  }
  expect(assembler.push(second)).toEqual([])
  expect(assembler.push(toParts(framed(PART_BYTES + 1, 2))[1] ?? first)).toHaveLength(1)
})

test.each([
  ['a track out of bounds', 0, [16]],
  ['unknown flags', 1, [8]],
  ['a part behind the last', 2, [1]],
  ['too many parts', 3, [MAX_CHUNK_PARTS]],
  ['a timestamp that is no number', 16, [0x7f, 0xf8]],
  ['a length beyond the frame', 26, [1]],
])('%s is refused', (_, offset, bytes) => {
  const [part] = toParts(framed(10))
  part?.set(bytes, offset)
  expect(() => createAssembler().push(part ?? new Uint8Array())).toThrow(
    expect.objectContaining({ code: 'bad-message' }),
  )
})

test('a cut header, a part twice and parts that differ are refused', () => {
  const [first] = toParts(framed(PART_BYTES * 2 + 1))
  const [other] = toParts(framed(PART_BYTES + 1))
  if (first === undefined || other === undefined) throw new Error('parts expected')
  const bad = expect.objectContaining({ code: 'bad-message' })
  expect(() => createAssembler().push(first.subarray(0, HEADER_BYTES - 1))).toThrow(bad)
  expect(() => createAssembler().push(concat([first, first]))).toThrow(bad)
  expect(() => createAssembler().push(concat([first, other]))).toThrow(bad)
})
