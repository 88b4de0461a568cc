import { describe, expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import type { VideoFormat } from '../protocol/schema.ts'
import { startPicture } from './picture.ts'
import type { Reencoder, startReencoder } from './reencode.ts'

const FRAME = 0.5
const FILM: VideoFormat = { codec: 'avc1.64001f', width: 640, height: 360, framerate: 2, bitrate: 1_000_000 }
/** A key frame with its parameter sets, and another frame. */
const KEY = Uint8Array.of(0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 1, 0, 0, 1, 0x65, 1)
const DELTA = Uint8Array.of(0, 0, 1, 0x41, 1)

/** An encoder that makes each frame when it is told to work, named by its time and an e, keys by a K. */
function fakeEncoder({ width = 640 } = {}) {
  const given: Chunk[] = []
  let emit: (chunk: Chunk) => void = () => {}
  const state = { started: 0, closed: 0, caughtUp: true, keys: 0, begun: Number.POSITIVE_INFINITY }
  const flushed: (() => void)[] = []
  const start: typeof startReencoder = (video, _bitrate, _segmentMs, sink) => {
    state.started += 1
    state.begun = Number.POSITIVE_INFINITY
    given.length = 0
    let isFirst = true
    emit = chunk => {
      if (chunk.timestamp <= state.begun) return
      sink.onchunk({ ...chunk, key: isFirst, data: Uint8Array.of(1) })
      isFirst = false
    }
    const encoder: Reencoder = {
      format: { ...video.format, codec: 'avc1.640028', width },
      push: chunk => void given.push(chunk),
      caughtUp: () => state.caughtUp,
      begin(after) {
        state.begun = after
      },
      skipped: () => 3,
      setBitrate() {},
      requestKey() {
        state.keys += 1
      },
      flush: () => new Promise(resolve => flushed.push(resolve)),
      close() {
        state.closed += 1
      },
    }
    return encoder
  }
  const work = () => {
    for (const chunk of given.splice(0)) emit(chunk)
  }
  return {
    state,
    start,
    given,
    work,
    async finish() {
      work()
      for (const resolve of flushed.splice(0)) resolve()
      await new Promise(resolve => setTimeout(resolve))
    },
  }
}

/** A film with keys as told; `out` names what leaves by its time in s, with K for keys and e for what is encoded anew. */
function open(format = FILM, encoder = fakeEncoder()) {
  const out: string[] = []
  const formats: VideoFormat[] = []
  const clock = { ms: 0 }
  let at = 0
  const picture = startPicture(
    { format, turn: { rotation: 0, flip: false }, passable: true },
    { bitrate: 20_000_000, segmentMs: 1000 },
    {
      onformat: next => formats.push(next),
      onchunk({ timestamp, key, data }) {
        out.push(`${timestamp / 1e6}${key ? 'K' : ''}${data.byteLength === 1 ? 'e' : ''}`)
      },
      onerror() {},
    },
    encoder.start,
    () => clock.ms,
  )
  const push = (seconds: number, data = DELTA) => {
    clock.ms = seconds * 1000
    picture.push({ kind: 'video', key: data !== DELTA, timestamp: seconds * 1e6, duration: 0, data })
  }
  /** Plays up to a time, with a key there if told so. */
  const play = (until: number, data = DELTA) => {
    for (; at < until; at += FRAME) push(at, at === 0 ? KEY : DELTA)
    push(at, data)
    at += FRAME
  }
  return { picture, encoder, out, formats, clock, push, play }
}

describe('a film whose last key is far back, and somebody needs one', () => {
  test('goes on untouched until the encoder has caught up, which then goes on in the same format', () => {
    const { picture, encoder, out, formats, play } = open()
    play(3)
    encoder.state.caughtUp = false
    picture.requestKey()
    play(3.5)
    expect(out.at(-1)).toBe('3.5')
    expect(encoder.given.map(({ timestamp }) => timestamp / 1e6)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    encoder.state.caughtUp = true
    play(4.5)
    encoder.work()
    expect(out.slice(-4)).toEqual(['3', '3.5', '4Ke', '4.5e'])
    expect(formats).toEqual([FILM])
    expect(picture.passthrough()).toBe(false)
  })

  test('is not encoded anew where a key of its own comes first', () => {
    const { picture, encoder, out, play } = open()
    play(3)
    encoder.state.caughtUp = false
    picture.requestKey()
    play(3.5, KEY)
    encoder.state.caughtUp = true
    play(4)
    expect([picture.passthrough(), encoder.state.closed, out.at(-1)]).toEqual([true, 1, '4'])
  })

  test('is not encoded anew while the last key is near', () => {
    const { picture, encoder, play } = open()
    play(2)
    picture.requestKey()
    expect(encoder.state.started).toBe(0)
  })

  test('frames that are shown before one that has gone out are not lost', () => {
    const { picture, encoder, out, push, play } = open()
    play(3)
    push(4.5)
    picture.requestKey()
    for (const seconds of [3.5, 4]) push(seconds)
    push(5)
    encoder.work()
    expect(out.slice(-4)).toEqual(['4.5', '3.5', '4', '5Ke'])
  })
})

test('where the link lacks room for long, the encoder takes over in the next segment, once it has caught up', () => {
  const { picture, encoder, out, play } = open()
  encoder.state.caughtUp = false
  play(1)
  picture.setBitrate(500_000)
  play(3.5)
  expect(encoder.state.started).toBe(1)
  play(4.5)
  expect(out.at(-1)).toBe('4.5')
  encoder.state.caughtUp = true
  play(5)
  encoder.work()
  expect(out.slice(-2)).toEqual(['4.5', '5Ke'])
})

test('it does not take over before the next segment', () => {
  const { picture, encoder, out, play } = open()
  play(1)
  picture.setBitrate(500_000)
  play(4.5)
  encoder.work()
  expect(encoder.state.started).toBe(1)
  expect(out.slice(-3)).toEqual(['3.5', '4Ke', '4.5e'])
})

describe('a film that is encoded anew', () => {
  /** From 3.5 s on, as a key was asked for at 3 s. */
  function encoded(encoder = fakeEncoder(), format = FILM) {
    const all = open(format, encoder)
    all.play(3)
    all.picture.requestKey()
    all.play(3.5)
    return all
  }

  test('is passed on again at its next key when it is calm, after all that was encoded', async () => {
    const { picture, encoder, out, formats, play } = encoded()
    play(6, KEY)
    expect(picture.passthrough()).toBe(false)
    play(7, KEY)
    play(7.5)
    expect(picture.passthrough()).toBe(true)
    expect(out.at(-1)).toBe('3')
    await encoder.finish()
    expect(out.slice(-9)).toEqual(['3.5Ke', '4e', '4.5e', '5e', '5.5e', '6e', '6.5e', '7K', '7.5'])
    expect([formats.length, encoder.state.closed, picture.skipped()]).toEqual([1, 1, 3])
  })

  test('stays so while keys are asked for, or the link lacks room', () => {
    const { picture, encoder, clock, play } = encoded()
    play(6)
    picture.requestKey()
    play(8.5, KEY)
    expect([picture.passthrough(), encoder.state.keys]).toEqual([false, 1])
    picture.setBitrate(500_000)
    play(13, KEY)
    expect(picture.passthrough()).toBe(false)
    picture.setBitrate(2_000_000)
    play(14, KEY)
    expect([clock.ms, picture.passthrough()]).toEqual([14_000, true])
  })

  test('waits twice as long where it had to be soon again', async () => {
    const { picture, encoder, play } = encoded()
    play(7, KEY)
    await encoder.finish()
    play(10)
    picture.requestKey()
    play(10.5)
    expect(picture.passthrough()).toBe(false)
    play(14, KEY)
    expect(picture.passthrough()).toBe(false)
    play(17, KEY)
    expect(picture.passthrough()).toBe(true)
  })

  test('is not passed on where decoding cannot begin at its key', () => {
    const { picture, play } = encoded()
    play(7, Uint8Array.of(0, 0, 1, 0x65, 1))
    play(8, Uint8Array.of(0, 0, 1, 0x67, 1, 0, 0, 1, 0x41, 1))
    expect(picture.passthrough()).toBe(false)
  })

  test('has another format, and stays so, where a decoder could not go on', () => {
    for (const [format, size] of [
      [{ ...FILM, codec: 'vp09.00.31.08' }, {}],
      [{ ...FILM, description: Uint8Array.of(1) }, {}],
      [FILM, { width: 642 }],
    ] as const) {
      const { picture, formats, play } = encoded(fakeEncoder(size), format)
      expect(formats.map(({ codec }) => codec)).toEqual([format.codec, 'avc1.640028'])
      play(9, KEY)
      expect(picture.passthrough()).toBe(false)
    }
  })

  test('is not encoded anew again before all that was encoded is out', async () => {
    const { picture, encoder, out, play } = encoded()
    play(7, KEY)
    play(10)
    picture.requestKey()
    play(10.5)
    expect(picture.passthrough()).toBe(true)
    await encoder.finish()
    play(11)
    expect(picture.passthrough()).toBe(false)
    expect(out.at(-1)).toBe('10.5')
  })

  test('ends whole though it has just been passed on again', async () => {
    const { picture, encoder, out, play } = encoded()
    play(7, KEY)
    const over = picture.flush()
    await encoder.finish()
    await over
    expect(out.at(-1)).toBe('7K')
  })

  test('gives nothing out once it is closed', async () => {
    const { picture, encoder, out, play } = encoded()
    play(7, KEY)
    picture.close()
    await encoder.finish()
    expect(out.filter(name => name.startsWith('7'))).toEqual([])
  })
})
