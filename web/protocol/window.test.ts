import { expect, test } from 'vitest'
import { FILE_DATA_BYTES, FILE_WINDOW_BYTES } from './limits.ts'
import { createInflow, createOutflow } from './window.ts'

const settle = () => new Promise(resolve => setImmediate(resolve))

test('no more is on its way than the window, and it goes on as it is taken', async () => {
  const { write, taken } = createOutflow()
  let sent = 0
  const pieces: number[] = []
  const data = new Uint8Array(3 * FILE_WINDOW_BYTES)
  const writing = write(
    data,
    piece => {
      pieces.push(piece.byteLength)
      sent += piece.byteLength
    },
    new AbortController().signal,
  )
  await settle()
  expect(sent).toBe(FILE_WINDOW_BYTES)
  taken(100)
  await settle()
  expect(sent).toBe(FILE_WINDOW_BYTES + 100)
  taken(FILE_WINDOW_BYTES)
  await settle()
  taken(2 * FILE_WINDOW_BYTES)
  await writing
  expect(sent).toBe(data.byteLength)
  expect(Math.max(...pieces)).toBe(FILE_DATA_BYTES)
})

test.each([
  ['what was never sent', [101]],
  ['less than before', [50, 40]],
])('a peer cannot take %s', async (_, counts) => {
  const { write, taken } = createOutflow()
  await write(new Uint8Array(100), () => {}, new AbortController().signal)
  const last = counts.pop() as number
  for (const count of counts) taken(count)
  expect(() => taken(last)).toThrow(expect.objectContaining({ code: 'bad-message' }))
})

test('what waits for a peer that takes nothing can be given up', async () => {
  const { write } = createOutflow()
  const abort = new AbortController()
  const writing = write(new Uint8Array(2 * FILE_WINDOW_BYTES), () => {}, abort.signal)
  await settle()
  abort.abort(new Error('enough'))
  await expect(writing).rejects.toThrow('enough')
})

test('what is taken is told before the other side has to stop', () => {
  const came = createInflow()
  let told = 0
  let sent = 0
  while (sent < 10 * FILE_WINDOW_BYTES) {
    sent += FILE_DATA_BYTES
    told = came(FILE_DATA_BYTES) ?? told
    expect(sent - told).toBeLessThan(FILE_WINDOW_BYTES / 2)
  }
})
