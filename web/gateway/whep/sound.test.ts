import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AUDIO_TRACK } from '../../protocol/chunk.ts'
import { createSound } from './sound.ts'

vi.mock('../../capture/stereo.ts', () => ({ toStereo: ({ timestamp }: AudioData) => timestamp }))

const AAC = { codec: 'mp4a.40.2', sampleRate: 48_000, channels: 2 }
const heard: unknown[] = []
const decoders: { state: string }[] = []

beforeEach(() => {
  heard.length = 0
  decoders.length = 0
  vi.stubGlobal('EncodedAudioChunk', function (this: object, init: object) {
    Object.assign(this, init)
  })
  vi.stubGlobal(
    'AudioDecoder',
    class {
      state = 'unconfigured'
      constructor(readonly init: { output(sound: object): void }) {
        decoders.push(this)
      }
      configure() {
        this.state = 'configured'
      }
      decode({ timestamp }: { timestamp: number }) {
        this.init.output({ timestamp, close() {} })
      }
      close() {
        this.state = 'closed'
      }
    },
  )
})
afterEach(() => void vi.unstubAllGlobals())

function open() {
  const sound = createSound(new WritableStream({ write: samples => void heard.push(samples) }))
  sound.setFormat(AAC)
  return {
    ...sound,
    push: (timestamp: number) =>
      sound.push({
        ...{ track: AUDIO_TRACK, key: true, segment: 0, timestamp, duration: 20_000 },
        data: new Uint8Array(1),
      }),
  }
}
const settle = () => new Promise(resolve => setTimeout(resolve))

test('sound waits for its picture', async () => {
  const sound = open()
  for (const timestamp of [0, 20_000, 40_000, 60_000]) sound.push(timestamp)
  await settle()
  expect(heard).toEqual([])
  sound.reach(45_000)
  await settle()
  expect(heard).toEqual([0, 20_000, 40_000])
})

test('what is far from the picture is not heard', async () => {
  const sound = open()
  sound.push(0)
  sound.push(5_500_000)
  sound.reach(5_400_000)
  sound.push(5_600_000)
  sound.reach(6_050_000)
  await settle()
  expect(heard).toEqual([5_600_000])
})

test('a decoder that has failed is followed by another one, and one format by the next', async () => {
  const sound = open()
  sound.push(0)
  sound.reach(0)
  for (const decoder of decoders) decoder.state = 'closed'
  sound.push(20_000)
  sound.reach(20_000)
  expect(decoders).toHaveLength(2)
  sound.setFormat({ ...AAC })
  sound.setFormat({ ...AAC, codec: 'opus' })
  sound.push(40_000)
  sound.reach(40_000)
  expect(decoders.map(({ state }) => state)).toEqual(['closed', 'closed', 'configured'])
  await settle()
  expect(heard).toEqual([0, 20_000, 40_000])
})
