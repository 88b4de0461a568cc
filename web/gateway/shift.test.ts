import { expect, test } from 'vitest'
import type { Chunk } from '../protocol/chunk.ts'
import type { Feed } from './feed.ts'
import { createShift } from './shift.ts'

const STEP = 20
const key: Chunk = { track: 1, key: true, segment: 0, timestamp: 0, duration: 0, data: new Uint8Array() }
const delta: Chunk = { ...key, key: false }

function open() {
  const log: string[] = []
  let until = 0
  const shift = createShift({
    delivered: () => until,
    onchange: () => log.push('change'),
    onsilent: link => log.push(`${link} silent`),
  })
  const add = (link: string, ready = true) => {
    const note = (what: string) => () => void log.push(`${link} ${what}`)
    const feed: Partial<Feed> = { begin: note('begins'), rest: note('rests'), ready: () => ready }
    shift.add(link, { push() {}, delivered() {}, restart() {}, ...feed } as Feed)
  }
  let now = 0
  /** Time passes while frames are due. */
  const pass = (ms: number) => {
    for (const end = now + ms; now < end; now += STEP) shift.watch(until + 1, now)
  }
  const deliver = (link: string, chunk = delta) => {
    const admitted = shift.admit(link, chunk, now)
    if (admitted) until += 1
    return admitted
  }
  return { shift, log, add, pass, deliver }
}

test('the first one works, the next one stands by and is not published', () => {
  const { log, add, deliver } = open()
  add('a')
  add('b')
  expect([deliver('a', key), deliver('b', key), deliver('a')]).toEqual([true, false, true])
  expect(log).toEqual(['change', 'a begins'])
})

test('one that is gone is replaced by the one that stands by', () => {
  const { shift, log, add, deliver } = open()
  add('a')
  add('b')
  shift.remove('a')
  expect(shift.works('b')).toBe(true)
  expect(deliver('b', key)).toBe(true)
  expect(log.slice(2)).toEqual(['change', 'b begins'])
})

test('on silence the other is called up, and works from its first key on', () => {
  const { log, add, pass, deliver } = open()
  add('a')
  add('b')
  deliver('a', key)
  pass(400)
  expect(log.splice(0)).toEqual(['change', 'a begins', 'b begins'])
  expect([deliver('b'), deliver('b', key), deliver('a')]).toEqual([false, true, false])
  expect(log).toEqual(['a silent', 'change'])
})

test('who speaks again before that goes on, and the other stands by again', () => {
  const { log, add, pass, deliver } = open()
  add('a')
  add('b')
  deliver('a', key)
  pass(400)
  expect([deliver('a'), deliver('b', key)]).toEqual([true, false])
  expect(log.slice(2)).toEqual(['b begins', 'b rests'])
})

test('who is not ready is not called up', () => {
  const { log, add, pass, deliver } = open()
  add('a')
  add('b', false)
  deliver('a', key)
  pass(2000)
  expect(log).toEqual(['change', 'a begins'])
})
