import { expect, test } from 'vitest'
import { SOUND_RATE } from '../protocol/sound.ts'
import { transcribe } from './transcribe.ts'

/** Seconds of sound; each sample says how much of a voice it is. */
const sound = (...parts: [seconds: number, voice: number][]) =>
  Float32Array.from(parts.flatMap(([seconds, voice]) => Array(seconds * SOUND_RATE).fill(voice)))
const hearing = {
  voice: async (window: Float32Array) => window[0] ?? 0,
  speech: async (samples: Float32Array) =>
    `${(samples.filter(sample => sample > 0).length / SOUND_RATE).toFixed(1)} s`,
}

test('each utterance is written with its time, however long the sound', async () => {
  const shares: number[] = []
  const said = await transcribe(hearing, sound([30, 0], [1.5, 1], [1, 0], [2, 1]), share =>
    shares.push(share),
  )
  expect(said.map(({ text }) => text)).toEqual(['1.5 s', '2.0 s'])
  const times = said.flatMap(({ start, end }) => [start, end])
  ;[29_750, 32_000, 32_250, 34_500].forEach((wanted, index) => {
    expect(Math.abs((times[index] ?? 0) - wanted)).toBeLessThan(100)
  })
  expect(times.at(-1)).toBeLessThanOrEqual(34_500)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.length).toBeGreaterThan(20)
})

test('silence, and no sound at all, is nothing', async () => {
  expect(await transcribe(hearing, sound([3, 0]), () => {})).toEqual([])
  expect(await transcribe(hearing, sound(), () => {})).toEqual([])
})
