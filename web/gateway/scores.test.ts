import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, expect, test, vi } from 'vitest'
import { openScores } from './scores.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

test('what was seen is there after a reload', async () => {
  const before = openScores()
  expect(before.rate('peer')).toBe(1)
  before.observe('peer', 'lost')
  const rate = before.rate('peer')
  expect(rate).toBeLessThan(0.5)
  await before.close()

  const after = openScores()
  await expect.poll(() => after.rate('peer')).toBeCloseTo(rate, 3)
  await after.close()
})

test('it is written while the page lives', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const scores = openScores()
  scores.observe('peer', 'lost')
  await vi.advanceTimersByTimeAsync(5000)
  vi.useRealTimers()
  const count = async () => {
    const db = await openDB('millrace-scores', 1)
    return db.count('scores').finally(() => db.close())
  }
  await expect.poll(count).toBe(1)
  await scores.close()
})

test('remembers so many, and forgets who was not met for longest', async () => {
  const scores = openScores()
  for (let index = 0; index <= 1024; index += 1) {
    scores.observe(`peer ${index}`, 'lost')
    scores.observe('often', 'lost')
  }
  expect(scores.rate('peer 0')).toBe(1)
  expect(scores.rate('peer 1024')).toBeLessThan(1)
  expect(scores.rate('often')).toBeLessThan(1)
  await scores.close()
})

test('a browser that keeps nothing forgets with the page', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const scores = openScores()
  scores.observe('peer', 'lost')
  expect(scores.rate('peer')).toBeLessThan(1)
  await scores.close()
})
