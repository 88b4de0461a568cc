import { expect, test } from 'vitest'
import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'
import { segmentOf } from '../protocol/segment.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import type { Programme } from './types.ts'

const SEGMENT_MS = 1000
const rendition = { track: 1, name: '240p', codec: 'vp9' as const, width: 426, height: 240 }
const PROGRAMME: Programme = {
  order: 1,
  renditions: [{ ...rendition, bitrate: 400_000, maxFramerate: 0 }],
  audio: { codec: 'opus', sampleRate: 48_000, channels: 2 },
  ...{ framerate: 20, segmentMs: SEGMENT_MS, epoch: 0 },
}
/** As it is before a ladder is ordered. */
const NOTHING: Programme = { ...PROGRAMME, renditions: [] }

/** A recorder, and what its sink is told: where a run begins, and the segments of it, and its parts if they are wanted. */
function open(parts = false) {
  const told: string[] = []
  const lost: unknown[] = []
  const over = Promise.withResolvers<void>()
  const recorder = createRecorder(over.resolve, error => lost.push(error))
  recorder.attach({
    begin: (_, first) => void told.push(`run ${first}`),
    add: async ({ track, number }) =>
      void told.push(`${track === AUDIO_TRACK ? 'sound' : 'picture'} ${number}`),
    end: async () => {},
    ...(parts && { part: async ({ number, index }) => void told.push(`part ${number}.${index}`) }),
  })
  return {
    recorder,
    async end() {
      recorder.take({ kind: 'end' })
      await over.promise
      expect(lost).toEqual([])
      return told
    },
  }
}

/** What is published from one time to another, ms, a chunk every 50. */
function play(recorder: Recorder, tracks: number[], from: number, until: number): void {
  for (let at = from; at < until; at += 50) {
    for (const track of tracks) recorder.take({ kind: 'chunk', chunk: chunkAt(track, at, at === from) })
  }
}

function chunkAt(track: number, ms: number, first: boolean): Chunk {
  const timestamp = ms * 1000
  const key = first || track === AUDIO_TRACK || ms % SEGMENT_MS === 0
  const data = new Uint8Array(20)
  return { track, key, segment: segmentOf(timestamp, SEGMENT_MS), timestamp, duration: 50_000, data }
}

test('begins with the first picture, and the sound of the same time', async () => {
  const { recorder, end } = open()
  recorder.take({ kind: 'programme', programme: PROGRAMME })
  play(recorder, [AUDIO_TRACK], 0, 3500)
  play(recorder, [1], 2000, 3500)
  play(recorder, [1, AUDIO_TRACK], 3500, 4500)
  const told = await end()
  expect(told[0]).toBe('run 2')
  expect(told.slice(1).sort()).toEqual(
    [2, 3, 4].flatMap(number => [`picture ${number}`, `sound ${number}`]).sort(),
  )
})

test('begins with the next segment where the first picture comes in the middle of one', async () => {
  const { recorder, end } = open()
  recorder.take({ kind: 'programme', programme: PROGRAMME })
  play(recorder, [1, AUDIO_TRACK], 700, 2500)
  expect((await end())[0]).toBe('run 1')
})

test('is not begun by sound for which no ladder is ordered yet', async () => {
  const { recorder, end } = open()
  recorder.take({ kind: 'programme', programme: NOTHING })
  play(recorder, [AUDIO_TRACK], 0, 1200)
  recorder.take({ kind: 'programme', programme: PROGRAMME })
  play(recorder, [1, AUDIO_TRACK], 2000, 3500)
  expect((await end()).filter(each => each.startsWith('run'))).toEqual(['run 2'])
})

test('parts of a segment come before it, as soon as there is a first one', async () => {
  const { recorder, end } = open(true)
  recorder.take({ kind: 'programme', programme: PROGRAMME })
  play(recorder, [1], 0, 3050)
  const run = ['run 0', 'picture 0', 'part 1.0', 'part 1.1', 'picture 1', 'part 2.0', 'part 2.1', 'picture 2']
  expect(await end()).toEqual([...run, 'picture 3'])
})
