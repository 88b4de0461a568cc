import { expect, test } from 'vitest'
import { ladderFor, pixelRate } from './ladder.ts'
import type { Offer } from './schema.ts'
import { paceOf } from './select.ts'
import { spread } from './spread.ts'

const FRAMERATE = 30
const LADDER = ladderFor(
  { width: 1920, height: 1080, framerate: FRAMERATE },
  { rungs: ['480p', '720p', '1080p'], codec: 'h264', segmentMs: 1000, maxFramerate: 0 },
)
const [sd, hd, full] = LADDER.map(rung => pixelRate([rung], FRAMERATE)) as [number, number, number]

/** An offer that keeps up with so many pixels per second. */
const offer = (pace: number, codec: 'h264' | 'vp9' = 'h264'): Offer => {
  const open = { version: 1 as const, maxJobs: 1, runningJobs: 0, paused: false, sequence: 1, addresses: [] }
  const one = paceOf({ ...open, codecs: [{ codec, hardware: false, realtime: 1 }] }, codec)
  return { ...open, codecs: [{ codec, hardware: false, realtime: (pace * 1.0001) / one }] }
}
const names = (...offers: Offer[]) =>
  spread(
    LADDER,
    FRAMERATE,
    offers.map(offer => ({ offer })),
  ).map(part => part.map(({ name }) => name).join(' '))

test('one offer that keeps up with the whole ladder gets it, however many others there are', () => {
  expect(names(offer(sd), offer(hd), offer(sd + hd + full))).toEqual(['480p 720p 1080p'])
})

test('else it is divided into as few parts as are kept up with, the largest first', () => {
  expect(names(offer(sd + hd), offer(full))).toEqual(['1080p', '480p 720p'])
  expect(names(offer(full + hd), offer(sd))).toEqual(['720p 1080p', '480p'])
  expect(names(offer(hd), offer(sd), offer(full))).toEqual(['1080p', '720p', '480p'])
  expect(names(offer(full + sd), offer(hd))).toEqual(['480p 1080p', '720p'])
  expect(names(offer(full), offer(full), offer(full))).toEqual(['1080p', '480p 720p'])
})

test('where all of them are not enough, or none is there, it stays whole', () => {
  expect(names()).toEqual(['480p 720p 1080p'])
  expect(names(offer(sd))).toEqual(['480p 720p 1080p'])
  expect(names(offer(hd), offer(hd), offer(hd))).toEqual(['480p 720p 1080p'])
  expect(names(offer(full), offer(full, 'vp9'))).toEqual(['480p 720p 1080p'])
})

test('where one was seen to be too slow, what is above that waits for somebody', () => {
  const seen = (pace: number) => ({ offer: offer(sd + hd + full), pace: pace * 1.0001 })
  const parts = (...able: Parameters<typeof spread>[2]) =>
    spread(LADDER, FRAMERATE, able).map(part => part.map(({ name }) => name).join(' '))
  expect(parts(seen(sd + hd + full))).toEqual(['480p 720p 1080p'])
  expect(parts(seen(hd + full))).toEqual(['1080p', '480p 720p'])
  expect(parts(seen(hd))).toEqual(['720p 1080p', '480p'])
  expect(parts(seen(sd), seen(hd))).toEqual(['1080p', '720p', '480p'])
  expect(parts(seen(sd), { offer: offer(full + hd) })).toEqual(['720p 1080p', '480p'])
})
