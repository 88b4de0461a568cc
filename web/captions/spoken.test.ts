import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web/wasm'
import { beforeAll, expect, test } from 'vitest'
import { hearingOf, type Nets, openNets, readWav } from '../ai/nets.ts'
import { VOICE_WINDOW } from '../ai/voice.ts'
import { wordsOf, wrongWords } from '../ai/wrongwords.ts'
import type { Cue } from '../protocol/schema.ts'
import { createWriter } from './writer.ts'

/** Two sentences of Sense and Sensibility, read for LibriVox. */
const SAID = 'he was not an ill disposed young man he might even have been made amiable himself'
const RATE = 16_000
/** Of the 16 words. */
const MOST_WRONG = 2

const clip = readWav('models/speech/austen.wav')
let ours: Nets
let theirs: Nets

beforeAll(async () => {
  web.env.wasm.numThreads = 1
  ours = await openNets(web)
  theirs = await openNets(native)
})

/** The captions of some sound that comes at once, in pieces as packets are. */
async function captionsOf(samples: Float32Array, start = 0): Promise<Cue[]> {
  const kept = new Map<number, Cue>()
  const writer = createWriter(
    hearingOf(ours),
    cues => {
      for (const cue of cues) kept.set(cue.id, cue)
    },
    error => expect.unreachable(String(error)),
  )
  for (let at = 0; at < samples.length; at += 320) {
    writer.push(samples.subarray(at, at + 320), start + (at / RATE) * 1e6)
  }
  await writer.end()
  return [...kept.values()]
}

test('what is read aloud is written, in its time', async () => {
  const start = 40_000_000
  const cues = await captionsOf(clip, start)
  const heard = cues.map(({ text }) => text).join(' ')
  expect(wrongWords(wordsOf(SAID), wordsOf(heard)), heard).toBeLessThanOrEqual(MOST_WRONG)
  expect(cues[0]?.start).toBeGreaterThanOrEqual(start)
  expect(cues.at(-1)?.end).toBeLessThanOrEqual(start + (clip.length / RATE) * 1e6)
})

test('WebAssembly hears what onnxruntime hears', async () => {
  const [left, right] = [hearingOf(ours), hearingOf(theirs)]
  const sentence = clip.slice(0, 2.8 * RATE)
  const said = await right.speech(sentence)
  expect(wrongWords(wordsOf(said), wordsOf(await left.speech(sentence))), said).toBeLessThanOrEqual(1)
  const voices: [number, number][] = []
  for (let at = 0; at + VOICE_WINDOW <= sentence.length; at += VOICE_WINDOW) {
    const window = sentence.slice(at, at + VOICE_WINDOW)
    voices.push([await left.voice(window), await right.voice(window)])
  }
  expect(Math.max(...voices.map(([one, other]) => Math.abs(one - other)))).toBeLessThan(1e-3)
  expect(Math.max(...voices.map(([one]) => one))).toBeGreaterThan(0.9)
  expect(Math.min(...voices.map(([one]) => one))).toBeLessThan(0.1)
})

/** Seconds of sound that is the same in every run. */
const sound = (seconds: number, at: (t: number, random: () => number) => number) => {
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 1_073_741_823.5 - 1
  }
  return Float32Array.from({ length: seconds * RATE }, (_, index) => at(index / RATE, random))
}
const chord = (t: number) => [220, 277, 330, 440].reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0)

test.each([
  ['silence', sound(3, () => 0)],
  ['noise', sound(3, (_, random) => 0.2 * random())],
  ['a hum', sound(3, t => 0.5 * Math.sin(2 * Math.PI * 50 * t))],
  ['chords', sound(3, t => 0.15 * chord(t) * (1 - (t % 0.5)))],
  ['full scale', sound(3, t => Math.sign(Math.sin(2 * Math.PI * 200 * t)))],
])('nothing is written of %s', async (_, samples) => {
  expect(await captionsOf(samples)).toEqual([])
})

test('speech that was recorded much too loud is written nevertheless', async () => {
  const loud = clip.map(value => Math.max(-0.3, Math.min(0.3, 8 * value)))
  const heard = (await captionsOf(loud)).map(({ text }) => text).join(' ')
  expect(wrongWords(wordsOf(SAID), wordsOf(heard)), heard).toBeLessThanOrEqual(2 * MOST_WRONG)
})

test('a word that is cut off right after it began is no fault', async () => {
  for (const length of [1, 100, 400])
    expect(typeof (await hearingOf(ours).speech(clip.slice(0, length)))).toBe('string')
})
