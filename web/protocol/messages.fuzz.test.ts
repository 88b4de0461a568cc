import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MillraceError } from './errors.ts'
import { MAX_MESSAGE_BYTES } from './limits.ts'
import { ASK_SAMPLES, FILE_SAMPLES, JOB_SAMPLES, OFFER_SAMPLE, WATCH_SAMPLES } from './messages.samples.ts'
import {
  type AskMessage,
  decodeAsk,
  decodeFile,
  decodeJob,
  decodeOffer,
  decodeWatch,
  encodeAsk,
  encodeFile,
  encodeJob,
  encodeOffer,
  encodeWatch,
  type FileMessage,
  type JobMessage,
  type Offer,
  type WatchMessage,
} from './messages.ts'

const REFUSALS = ['bad-message', 'too-large']

const wires = [
  {
    name: 'job',
    decode: decodeJob,
    encode: (message: unknown) => encodeJob(message as JobMessage),
    samples: JOB_SAMPLES as readonly object[],
  },
  {
    name: 'file',
    decode: decodeFile,
    encode: (message: unknown) => encodeFile(message as FileMessage),
    samples: FILE_SAMPLES as readonly object[],
  },
  {
    name: 'ask',
    decode: decodeAsk,
    encode: (message: unknown) => encodeAsk(message as AskMessage),
    samples: ASK_SAMPLES as readonly object[],
  },
  {
    name: 'watch',
    decode: decodeWatch,
    encode: (message: unknown) => encodeWatch(message as WatchMessage),
    samples: WATCH_SAMPLES as readonly object[],
  },
  {
    name: 'offer',
    decode: decodeOffer,
    encode: (message: unknown) => encodeOffer(message as Offer),
    samples: [OFFER_SAMPLE] as readonly object[],
  },
]

describe.each(wires)('$name', ({ decode, encode, samples }) => {
  /** Either a message that the other side reads the same, or one of our errors. */
  function survives(bytes: Uint8Array) {
    let message: object
    try {
      message = decode(bytes)
    } catch (thrown) {
      if (thrown instanceof MillraceError && REFUSALS.includes(thrown.code)) return
      throw thrown
    }
    const again = decode(encode(message))
    // What differs is said by the slow one, which looks at each byte.
    if (!isDeepStrictEqual(again, message)) expect(again).toEqual(message)
  }

  test('random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 4096 }), survives), { numRuns: 2000 })
  })

  test('valid messages with bytes changed, cut out and put in', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 8 }),
      insert: fc.uint8Array({ maxLength: 8 }),
    })
    const mutated = fc
      .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }))
      .map(([sample, edits]) => {
        const list = [...encode(sample)]
        for (const { at, remove, insert } of edits) list.splice(at % (list.length + 1), remove, ...insert)
        return Uint8Array.from(list)
      })
    fc.assert(fc.property(mutated, survives), { numRuns: 5000 })
  })

  test('valid messages with any field set to anything of its type', () => {
    const odd = { number: number(), string: fc.string({ maxLength: 400 }), boolean: fc.boolean() }
    const changed = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), odd.number, odd.string, odd.boolean)
      .map(([sample, index, number, string, boolean]) => {
        const copy = structuredClone(sample)
        const leaves = leavesOf(copy)
        const leaf = leaves[index % leaves.length]
        if (leaf !== undefined) leaf.set({ number, string, boolean }[leaf.type])
        return copy
      })
    fc.assert(
      fc.property(changed, message => {
        const bytes = attempt(() => encode(message))
        if (bytes !== undefined) survives(bytes)
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['groups in groups', 0x0b],
    ['a varint without end', 0xff],
    ['zeros', 0x00],
    ['empty first fields', 0x0a],
  ])('a full message of %s', (_name, byte) => {
    survives(new Uint8Array(MAX_MESSAGE_BYTES).fill(byte))
  })
})

function number() {
  const edges = [-1, 0, 1, 0.5, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 1e300, Number.NaN, Number.POSITIVE_INFINITY]
  return fc.oneof(fc.constantFrom(...edges), fc.double(), fc.nat())
}

type Leaf = { type: 'number' | 'string' | 'boolean'; set(value: unknown): void }

/** Every number, text and flag in a message, however deep. */
function leavesOf(node: object): Leaf[] {
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'kind' && 'body' in node) return []
    if (typeof value === 'object') return leavesOf(value as object)
    const set = (other: unknown) => Object.assign(node, { [key]: other })
    return [{ type: typeof value as Leaf['type'], set }]
  })
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
