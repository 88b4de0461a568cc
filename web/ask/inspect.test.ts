import { expect, test, vi } from 'vitest'
import type { answerApart } from '../ai/apart.ts'
import type { Found } from '../protocol/askschema.ts'
import { MAX_FOUND, MAX_FOUND_BYTES, MAX_SAID_BYTES } from '../protocol/limits.ts'
import { joinSound } from '../protocol/sound.ts'
import { compareFound, createInspect, readFound, readSaid } from './inspect.ts'
import { STRETCH_MS } from './said.ts'

const cup: Found = { label: 'mug', score: 0.9, box: { left: 0.1, top: 0.1, width: 0.4, height: 0.4 } }
const dog: Found = { label: 'dog', score: 0.8, box: { left: 0.5, top: 0.5, width: 0.3, height: 0.4 } }
const near = (one: Found): Found => ({ ...one, score: 0.7, box: { ...one.box, left: one.box.left + 0.02 } })
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const order = {
  asked: { task: { id: 'objects', strength: 1 }, width: 2, height: 3 },
  bytes: Uint8Array.of(1),
}

test('a list of what was found is read, and anything else is none', () => {
  expect(readFound(bytes([cup, dog]))).toEqual([cup, dog])
  expect(readFound(bytes([]))).toEqual([])
  const odd = [
    {},
    'mug',
    [{ ...cup, score: 2 }],
    [{ ...cup, label: 'x'.repeat(65) }],
    [{ ...cup, box: { left: 0 } }],
    Array(MAX_FOUND + 1).fill(cup),
  ]
  for (const value of odd) expect(() => readFound(bytes(value))).toThrow('no list')
  expect(() => readFound(Uint8Array.of(0x5b, 0xff, 0x5d))).toThrow('no list')
  expect(() => readFound(new Uint8Array(MAX_FOUND_BYTES + 1).fill(0x20))).toThrow('no list')
})

test('what is surely there has to be in both lists, about where it is', () => {
  expect(compareFound([cup, dog], [near(dog), near(cup)])).toBeUndefined()
  expect(compareFound([cup, { ...dog, score: 0.45 }], [cup])).toBeUndefined()
  expect(compareFound([cup, dog], [cup])).toContain('did not find')
  expect(compareFound([cup], [cup, dog])).toContain('what is not there')
  expect(compareFound([cup], [{ ...cup, label: 'cat' }])).toContain('mug')
})

test('the first answer of each orchestrator is done again here, later ones sometimes', async () => {
  const own = vi.fn(async () => bytes([cup]))
  let drawn = 0.5
  const inspect = createInspect(own, () => drawn)
  const look = (peer: string, answer: unknown = [cup]) =>
    inspect(peer, order, bytes(answer), new AbortController().signal, () => {})
  expect(await look('one')).toEqual({ answer: { kind: 'found', found: [cup] }, checked: true })
  expect((await look('one')).checked).toBeUndefined()
  expect((await look('other')).checked).toBe(true)
  drawn = 0.05
  await expect(look('one', [dog])).rejects.toMatchObject({ code: 'cheated' })
  expect(own).toHaveBeenCalledTimes(3)
})

test('what this machine cannot do is no reason to doubt', async () => {
  const inspect = createInspect(
    async () => Promise.reject(new Error('no memory')),
    () => 0,
  )
  const given = await inspect('one', order, bytes([dog]), new AbortController().signal, () => {})
  expect(given).toEqual({ answer: { kind: 'found', found: [dog] }, checked: undefined })
})

const said = (text: string) => [{ start: 0, end: 900, text }]

test('a list of what is said is read, and anything else is none', () => {
  expect(readSaid(bytes(said('Good morning.')))).toEqual(said('Good morning.'))
  const odd = [
    {},
    said(''),
    said('x'.repeat(401)),
    [{ start: 2, end: 1, text: 'a' }],
    [{ start: 0.5, end: 1, text: 'a' }],
  ]
  for (const value of odd) expect(() => readSaid(bytes(value))).toThrow('no list')
  expect(() => readSaid(new Uint8Array(MAX_SAID_BYTES + 1).fill(0x20))).toThrow('no list')
})

test('of a long sound a part is written down again, and held against what came', async () => {
  const packets = Array.from({ length: 5000 }, (_, index) => Uint8Array.of(index % 256))
  const sound = {
    asked: { task: { id: 'captions', strength: 1 }, duration: 100_000 },
    bytes: joinSound(packets),
  }
  const own = vi.fn<typeof answerApart>(async () =>
    bytes([{ start: 3000, end: 9000, text: 'one two three four five' }]),
  )
  const inspect = createInspect(own, () => 0.04)
  const look = (text: string) =>
    inspect('one', sound, bytes([{ start: 5200, end: 11_200, text }]), new AbortController().signal, () => {})
  expect((await look('One, two, three, four, five.')).checked).toBe(true)
  const [asked, part] = own.mock.lastCall ?? []
  expect(asked).toEqual({ task: sound.asked.task, duration: STRETCH_MS })
  expect(part).toEqual(joinSound(packets.slice(110, 110 + STRETCH_MS / 20)))
  await expect(look('six seven eight nine ten')).rejects.toMatchObject({ code: 'cheated' })
})
