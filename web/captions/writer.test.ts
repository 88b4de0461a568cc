import { expect, test } from 'vitest'
import type { Cue } from '../protocol/schema.ts'
import { createWriter } from './writer.ts'

const RATE = 16_000
/** Seconds of sound; each sample says how much of a voice it is. */
const sound = (...parts: [seconds: number, voice: number][]) =>
  Float32Array.from(parts.flatMap(([seconds, voice]) => Array(seconds * RATE).fill(voice)))

/** Hears a voice where the samples say so, and tells how long it spoke. */
function listen(fail = false) {
  const told: Cue[] = []
  const errors: unknown[] = []
  const hearing = {
    voice: async (window: Float32Array) => window[0] ?? 0,
    speech: async (samples: Float32Array) => {
      if (fail) throw new Error('no memory')
      return `${(samples.filter(sample => sample > 0).length / RATE).toFixed(1)} s`
    },
  }
  const untils: number[] = []
  const writer = createWriter(
    hearing,
    (cues, until) => {
      told.push(...cues)
      untils.push(until)
    },
    error => errors.push(error),
  )
  const say = (samples: Float32Array, start = 0) => {
    for (let at = 0; at < samples.length; at += 320)
      writer.push(samples.subarray(at, at + 320), start + at * 62.5)
  }
  return { writer, say, told, untils, errors }
}

test('each utterance is a caption of its own, in its time, with a little sound before it', async () => {
  const { writer, say, told } = listen()
  say(sound([1, 0], [1.5, 1], [1, 0], [2, 1], [1, 0]), 10e6)
  await writer.end()
  expect(told.map(({ id, text }) => [id, text])).toEqual([
    [0, '1.5 s'],
    [8, '2.0 s'],
  ])
  const times = told.flatMap(({ start, end }) => [start / 1e6, end / 1e6])
  ;[10.75, 13, 13.3, 16].forEach((wanted, index) => {
    expect(Math.abs((times[index] ?? 0) - wanted)).toBeLessThan(0.1)
  })
})

test('who does not pause is written as it goes, where the voice is softest', async () => {
  const { writer, say, told } = listen()
  say(sound([8, 1], [0.1, 0.4], [6, 1]))
  await writer.end()
  expect([...new Map(told.map(({ id, text }) => [id, text]))]).toEqual([
    [0, '8.1 s'],
    [8, '6.0 s'],
  ])
})

test('a click is no word, and a pause in the source ends what was said', async () => {
  const { writer, say, told } = listen()
  say(sound([1, 0], [0.1, 1], [1, 0], [1, 1]))
  say(sound([1, 1]), 60e6)
  await writer.end()
  expect(told.map(({ text }) => text)).toEqual(['1.0 s', '1.0 s'])
  expect(told.map(({ start }) => start >= 60e6)).toEqual([false, true])
})

test('what is being said is told before it ends, and told again under the same id', async () => {
  const { writer, say, told } = listen()
  const heard = sound([6, 1])
  for (let second = 0; second < 6; second += 1) {
    say(heard.subarray(second * RATE, (second + 1) * RATE), second * 1e6)
    // Until nothing waits any more.
    for (let turn = 0; turn < 2000; turn += 1) await Promise.resolve()
  }
  await writer.end()
  expect(told.length).toBeGreaterThan(2)
  expect(new Set(told.map(({ id }) => id))).toEqual(new Set([0]))
  expect(told.at(-1)?.text).toBe('6.0 s')
})

test('where the machine cannot keep up the oldest sound is left out, and that is told', async () => {
  const { writer, say, told } = listen()
  say(sound([30, 1]))
  expect(writer.lost()).toBeCloseTo(10, 0)
  await writer.end()
  expect(Math.min(...told.map(({ start }) => start))).toBeGreaterThan(9e6)
})

test('a net that fails once holds nothing up', async () => {
  const { writer, say, told, errors } = listen(true)
  say(sound([2, 1], [1, 0], [2, 1]))
  await writer.end()
  expect(told).toEqual([])
  expect(errors).toHaveLength(2)
})

test('it says up to when all is told, in silence too', async () => {
  const { writer, say, untils } = listen()
  const heard = sound([3, 0], [2, 1], [1, 0])
  for (let second = 0; second < 6; second += 1) {
    say(heard.subarray(second * RATE, (second + 1) * RATE), second * 1e6)
    for (let turn = 0; turn < 2000; turn += 1) await Promise.resolve()
  }
  await writer.end()
  expect(untils).toEqual(untils.toSorted((a, b) => a - b))
  expect(untils[0]).toBeLessThan(3e6)
  expect(untils.at(-1)).toBeGreaterThan(5.4e6)
})
