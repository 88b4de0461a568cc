import { expect, test, vi } from 'vitest'
import { openStreamIds } from './ids.ts'

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

test('after a reload streams go on under their names, and those that were ended do not', () => {
  const storage = memory()
  const before = openStreamIds('peer', storage)
  const [first, second, third] = [before.take(), before.take(), before.take()]
  before.drop(second)
  const after = openStreamIds('peer', storage)
  expect([after.take(), after.take()]).toEqual([first, third])
  expect([first, second, third]).not.toContain(after.take())
  expect(openStreamIds('other', storage).take()).not.toBe(first)
})

test('a page that was away for long starts with new names', () => {
  vi.useFakeTimers()
  const storage = memory()
  const ids = openStreamIds('peer', storage)
  const first = ids.take()
  vi.advanceTimersByTime(50_000)
  ids.beat()
  vi.advanceTimersByTime(50_000)
  expect(openStreamIds('peer', storage).take()).toBe(first)
  vi.advanceTimersByTime(70_000)
  expect(openStreamIds('peer', storage).take()).not.toBe(first)
  vi.useRealTimers()
})

test.each(['', 'null', '{', `{"at":${Date.now()},"ids":[1,"../../x","toolongtoolong"]}`])(
  'what was kept as %s is no name',
  kept => {
    const storage = { getItem: () => kept, setItem() {} }
    expect(openStreamIds('peer', storage).take()).toMatch(/^[\da-f]{8}$/)
  },
)

test('without storage each stream has a new name', () => {
  const full = {
    getItem: () => null,
    setItem() {
      throw new Error('full')
    },
  }
  const ids = openStreamIds('peer', full)
  expect(ids.take()).not.toBe(ids.take())
})
