import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat } from './concat.ts'
import { MillraceError } from './errors.ts'
import { createAssembler, type Framed, toParts } from './framing.ts'

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff })
const anyFramed: fc.Arbitrary<Framed> = fc.record({
  chunk: fc.record(
    {
      track: fc.integer({ min: 0, max: 15 }),
      key: fc.boolean(),
      segment: uint32,
      timestamp: fc.double({ noNaN: true, noDefaultInfinity: true }),
      duration: uint32,
      data: fc
        .tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 255 }))
        .map(([size, byte]) => new Uint8Array(size).fill(byte)),
      leadIn: fc.constant(true as const),
    },
    { requiredKeys: ['track', 'key', 'segment', 'timestamp', 'duration', 'data'] },
  ),
  sequence: uint32,
  afterDrop: fc.boolean(),
})

/** Compared as text: element by element takes seconds. */
const plain = ({ chunk: { data, ...chunk }, ...rest }: Framed) =>
  JSON.stringify({ ...rest, ...chunk }) + Buffer.from(data).toString('latin1')

test('what is written is read again, in any order of parts and any grouping', () => {
  const rows = fc.uniqueArray(anyFramed, {
    maxLength: 8,
    selector: ({ chunk, sequence }) => `${chunk.track}/${sequence}`,
  })
  fc.assert(
    fc.property(rows, fc.infiniteStream(fc.nat()), (sent, random) => {
      const parts = sent.flatMap(toParts).sort(() => ((random.next().value ?? 0) % 3) - 1)
      const assembler = createAssembler()
      const complete: Framed[] = []
      while (parts.length > 0) {
        const count = 1 + ((random.next().value ?? 0) % 4)
        complete.push(...assembler.push(concat(parts.splice(0, count))))
      }
      expect(complete.map(plain).sort()).toEqual(sent.map(plain).sort())
    }),
    { numRuns: 100 },
  )
})

/** Pushes frames and gives what was thrown, if anything. */
function pushAll(frames: Uint8Array[]): unknown {
  const assembler = createAssembler()
  try {
    for (const frame of frames) assembler.push(frame)
  } catch (thrown) {
    return thrown
  }
  return undefined
}

const harmless = (thrown: unknown) =>
  thrown === undefined || (thrown instanceof MillraceError && thrown.code === 'bad-message')

test('random bytes give a MillraceError or nothing', () => {
  const frames = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 })
  fc.assert(
    fc.property(frames, bytes => harmless(pushAll(bytes))),
    { numRuns: 2000 },
  )
})

test('mutated frames give a MillraceError or nothing', () => {
  const mutation = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.boolean() })
  fc.assert(
    fc.property(
      fc.array(anyFramed, { maxLength: 4 }),
      fc.array(mutation, { maxLength: 6 }),
      (sent, mutations) => {
        let frame = concat(sent.flatMap(toParts))
        for (const { at, byte, cut } of mutations) {
          if (frame.byteLength === 0) break
          const place = at % frame.byteLength
          frame[place] = byte
          if (cut) frame = frame.slice(0, place)
        }
        return harmless(pushAll([frame]))
      },
    ),
    { numRuns: 300 },
  )
})
