/**
 * Captions: how many words are wrong, and how long a second of sound takes, by WebAssembly and by onnxruntime for Node.
 * Beside the clip of this project, those of Debian's pocketsphinx-testdata where it is installed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web/wasm'
import { hearingOf, openNets, readWav } from '../web/ai/nets.ts'
import { VOICE_WINDOW } from '../web/ai/voice.ts'
import { wordsOf, wrongWords } from '../web/ai/wrongwords.ts'
import { startTable } from './table.ts'

const RATE = 16_000
const DEBIAN = '/usr/share/pocketsphinx/test/data/librivox'
const SAID = 'he was not an ill disposed young man he might even have been made amiable himself'

function clips(): { name: string; path: string; said: string }[] {
  const own = { name: 'austen', path: join(import.meta.dirname, '../models/speech/austen.wav'), said: SAID }
  const list = join(DEBIAN, 'transcription')
  if (!existsSync(list)) return [own]
  const lines = readFileSync(list, 'utf8').matchAll(/<s> (.*) <\/s> \((\S+)\)/g)
  const others = [...lines].map(([, said = '', name = '']) => ({
    name: name.slice(-4),
    path: join(DEBIAN, `${name}.wav`),
    said,
  }))
  return [own, ...others]
}

async function timed<T>(run: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  return [await run(), performance.now() - began]
}

web.env.wasm.numThreads = 1
const ours = hearingOf(await openNets(web))
const theirs = hearingOf(await openNets(native))
const row = startTable('What is said, and how long a second of it takes, one thread', {
  clip: 8,
  s: 5,
  words: 6,
  wrong: 6,
  'WER %': 6,
  'wasm ms/s': 10,
  'native ms/s': 12,
  heard: 60,
})
// WebAssembly is compiled a second time, and better, while it first runs.
await ours.speech(readWav(join(import.meta.dirname, '../models/speech/austen.wav')))
const sums = { words: 0, wrong: 0 }
for (const { name, path, said } of clips()) {
  const samples = readWav(path)
  const seconds = samples.length / RATE
  const [heard, ms] = await timed(() => ours.speech(samples))
  const [, nativeMs] = await timed(() => theirs.speech(samples))
  const words = wordsOf(said).length
  const wrong = wrongWords(wordsOf(said), wordsOf(heard))
  sums.words += words
  sums.wrong += wrong
  row({
    ...{ clip: name, s: seconds.toFixed(1), words: String(words), wrong: String(wrong) },
    'WER %': ((100 * wrong) / words).toFixed(0),
    'wasm ms/s': (ms / seconds).toFixed(0),
    'native ms/s': (nativeMs / seconds).toFixed(0),
    heard,
  })
}
const window = new Float32Array(VOICE_WINDOW)
const [, voiceMs] = await timed(async () => {
  for (let index = 0; index < 200; index += 1) await ours.voice(window)
})
console.log(
  `\n  In all ${sums.wrong} of ${sums.words} words are wrong, ${((100 * sums.wrong) / sums.words).toFixed(1)} %.`,
)
console.log(
  `  Whether somebody speaks: ${((voiceMs / 200 / VOICE_WINDOW) * RATE).toFixed(0)} ms for a second.`,
)
