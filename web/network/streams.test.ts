import type { Stream } from '@libp2p/interface'
import { encode } from 'it-length-prefixed'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  FILE_DATA_BYTES,
  FILE_WINDOW_BYTES,
  MAX_MESSAGE_BYTES,
  MAX_UNREAD_BYTES,
  STREAM_IDLE_MS,
} from '../protocol/limits.ts'
import { boundsOf, messageStream } from './streams.ts'

/** The part of a libp2p stream that is used, with the other side in the test's hands. */
class FakeStream extends EventTarget {
  readableEnded = false
  writeStatus = 'writable'
  writeBufferLength = 0
  aborted: Error | undefined
  closed = false

  send() {
    return true
  }

  async close() {
    this.closed = true
  }

  abort(error: Error) {
    this.aborted = error
    this.dispatchEvent(Object.assign(new Event('close'), { error }))
  }

  receive(...messages: Uint8Array[]) {
    for (const message of messages) {
      this.dispatchEvent(Object.assign(new Event('message'), { data: encode.single(message) }))
    }
  }
}

function open(bounds = boundsOf('/millrace/job/1')) {
  const fake = new FakeStream()
  return { fake, stream: messageStream(fake as unknown as Stream, 'peer', bounds) }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

test('a loop that is left is taken up again where it stopped', async () => {
  const { fake, stream } = open()
  fake.receive(Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3))
  fake.dispatchEvent(new Event('end'))
  for await (const message of stream.messages) {
    expect([...message]).toEqual([1])
    break
  }
  const rest: number[] = []
  for await (const message of stream.messages) rest.push(...message)
  expect(rest).toEqual([2, 3])
  expect(fake.closed).toBe(true)
})

test('a silent peer is given up, one that speaks is not', async () => {
  const { fake, stream } = open()
  vi.advanceTimersByTime(STREAM_IDLE_MS - 1)
  fake.receive(Uint8Array.of(1))
  for await (const _ of stream.messages) break
  vi.advanceTimersByTime(STREAM_IDLE_MS - 1)
  expect(fake.aborted).toBeUndefined()
  vi.advanceTimersByTime(1)
  expect(fake.aborted).toMatchObject({ code: 'peer-lost' })
  await expect(collect(stream.messages)).rejects.toMatchObject({ code: 'peer-lost' })
})

test('messages that nobody reads do not pile up', async () => {
  const { fake, stream } = open()
  const most = MAX_UNREAD_BYTES / MAX_MESSAGE_BYTES
  fake.receive(...Array.from({ length: most + 1 }, () => new Uint8Array(MAX_MESSAGE_BYTES)))
  await expect.poll(() => fake.aborted).toMatchObject({ code: 'too-fast' })
  await expect(collect(stream.messages)).rejects.toMatchObject({ code: 'too-fast' })
})

test('nor do data of a file beyond their window', async () => {
  const { fake, stream } = open(boundsOf('/millrace/file/1'))
  const data = Array.from(
    { length: FILE_WINDOW_BYTES / FILE_DATA_BYTES + 1 },
    () => new Uint8Array(FILE_DATA_BYTES),
  )
  fake.receive(...data)
  await new Promise(resolve => setImmediate(resolve))
  expect(fake.aborted).toBeUndefined()
  fake.receive(...data)
  await expect.poll(() => fake.aborted).toMatchObject({ code: 'too-fast' })
  await expect(collect(stream.messages)).rejects.toMatchObject({ code: 'too-fast' })
})

test('a peer that takes nothing is given up', async () => {
  const { fake, stream } = open()
  fake.writeBufferLength = MAX_UNREAD_BYTES + 1
  expect(() => stream.send(Uint8Array.of(1))).toThrow(expect.objectContaining({ code: 'peer-lost' }))
  expect(fake.aborted).toMatchObject({ code: 'peer-lost' })
})

test('nothing is sent on a stream that is closed', () => {
  const { fake, stream } = open()
  fake.writeStatus = 'closed'
  expect(() => stream.send(Uint8Array.of(1))).toThrow(expect.objectContaining({ code: 'peer-lost' }))
})

async function collect(messages: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = []
  for await (const message of messages) all.push(message)
  return all
}
