import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { createHall, parseWish } from './wait.ts'

const response = () => new EventEmitter() as unknown as ServerResponse
const never = () => new Promise<void>(() => {})

test('what a query wishes; what makes no sense is none', () => {
  const none = { skip: false, sequence: -1, part: Number.POSITIVE_INFINITY }
  expect(parseWish('')).toEqual(none)
  expect(parseWish('_HLS_msn=-1&_HLS_part=1e3&_HLS_skip=no&x=%')).toEqual(none)
  expect(parseWish('_HLS_msn=12&_HLS_part=3&_HLS_skip=v2')).toEqual({ skip: true, sequence: 12, part: 3 })
})

test('nobody waits for longer than is allowed, nor after it has left', async () => {
  const wait = createHall(1)
  expect(await wait(() => 'soon', never, response())).toBe('soon')
  const leaving = response()
  const left = createHall(60_000)(() => 'soon', never, leaving)
  leaving.emit('close')
  expect(await left).toBe('soon')
})

test('who comes when too many wait is told so at once', async () => {
  const wait = createHall(60_000, 1)
  const first = response()
  const waiting = wait(() => 'soon', never, first)
  expect(await wait(() => 'soon', never, response())).toBe('soon')
  expect(await wait(() => 'there', never, response())).toBe('there')
  first.emit('close')
  await waiting
})
