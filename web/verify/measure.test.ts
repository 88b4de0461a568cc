import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import { type Measures, measure } from './measure.ts'
import { COLUMNS, type Picture, ROWS } from './picture.ts'
import { enlarge, shrink } from './plane.ts'

const FINE = { width: 640, height: 360 }
const FRAMES = 12

/** Waves that move, with grain: like a film, neither flat nor noise. */
function wave(x: number, y: number, frame: number): number {
  const grain = ((Math.imul(x * 7919 + y * 104_729, 2_654_435_761) >>> 28) - 8) * 2
  return 128 + 50 * Math.sin((x + frame * 0.012) * 9) + 40 * Math.cos(y * 7 - frame * 0.02) + grain
}

const grid = (columns: number, rows: number, at: (x: number, y: number) => number) =>
  Float32Array.from({ length: columns * rows }, (_, cell) =>
    at((cell % columns) / columns, Math.floor(cell / columns) / rows),
  )

function picture(frame: number): Picture {
  const bars = (x: number) => (Math.floor(x * FINE.width) % 3 === 0 ? 60 : 0)
  return {
    timestamp: frame * 40_000,
    width: 426,
    height: 240,
    luma: grid(COLUMNS, ROWS, (x, y) => wave(x, y, frame)),
    chroma: grid(COLUMNS / 2, ROWS, (x, y) => 128 + 30 * Math.sin(5 * x + 3 * y)),
    glow: 0,
    fine: frame % 4 === 2 ? grid(FINE.width, FINE.height, (x, y) => wave(x, y, frame) + bars(x)) : undefined,
  }
}
const pictures = Array.from({ length: FRAMES + 6 }, (_, frame) => picture(frame))
const source = pictures.slice(0, FRAMES)

/** What encoding leaves: small errors that differ from frame to frame. */
const noise = (cell: number, frame: number) =>
  ((Math.imul(cell * 31 + frame * 977, 2_654_435_761) >>> 27) - 16) / 8
function coded({ luma, ...rest }: Picture, frame: number): Picture {
  return { ...rest, luma: luma.map((value, cell) => value + noise(cell, frame)) }
}
const verdict = (shown: Picture[], filled = 1) => {
  const measures = measure(source, shown, FINE)
  return measures && judge(measures, filled)
}
const honest = source.map(coded)
const at = (take: (frame: number) => number) =>
  honest.map((own, frame) => ({
    ...coded(pictures[take(frame)] as Picture, frame),
    timestamp: own.timestamp,
  }))

test('an honest rendition, with frames left out, or in another range of brightness', () => {
  expect(verdict(honest)).toBeUndefined()
  expect(verdict(honest.filter((_, frame) => frame % 3 !== 1))).toBeUndefined()
  expect(
    verdict(honest.map(own => ({ ...own, luma: own.luma.map(value => 16 + (value * 219) / 255) }))),
  ).toBeUndefined()
  expect(measure(source, [], FINE)).toBeUndefined()
})

test.each([
  ['black', honest.map(own => ({ ...own, luma: own.luma.map(() => 16) })), 'others than the source'],
  ['turned round', honest.map(own => ({ ...own, luma: own.luma.toReversed() })), 'others than the source'],
  [
    'black in one frame',
    honest.map((own, frame) => (frame === 5 ? { ...own, luma: own.luma.map(() => 16) } : own)),
    'others than the source',
  ],
  ['frozen', at(() => 0), 'stand still'],
  ['late by two frames', at(frame => Math.max(0, frame - 2)), 'another time'],
  ['early by three frames', at(frame => frame + 3), 'another time'],
  ['grey', honest.map(own => ({ ...own, chroma: own.chroma.map(() => 128) })), 'colours'],
  [
    'in inverted colours',
    honest.map(own => ({ ...own, chroma: own.chroma.map(value => 256 - value) })),
    'colours',
  ],
  [
    'with a logo of 1 % of the picture',
    honest.map(own => ({
      ...own,
      luma: own.luma.map((value, cell) => (isLogo(cell) ? 0.5 * value + 110 : value)),
    })),
    'drawn over',
  ],
  ['without fine detail', honest.map(own => ({ ...own, fine: own.fine?.map(() => 128) })), 'blown up'],
])('a rendition that is %s', (_, shown, reason) => {
  expect(verdict(shown)).toContain(reason)
})

test('a rung that was given few bits may lack detail', () => {
  const soft = honest.map((own, frame) => ({
    ...own,
    fine: own.fine && source[frame]?.fine?.map(value => 0.05 * value),
  }))
  expect(verdict(soft, 1)).toContain('blown up')
  expect(verdict(soft, 0.4)).toBeUndefined()
})

test('pictures of another time do not pass for others of less contrast', () => {
  // The waves rise, so that those of before are paler.
  const rise = (own: Picture, frame: number): Picture => {
    return { ...own, luma: own.luma.map(value => 128 + (value - 128) * (0.5 + 0.02 * frame)) }
  }
  const rising = source.map(rise)
  const shown = rising.map((own, frame) => ({
    ...coded(rising[Math.max(0, frame - 2)] as Picture, frame),
    timestamp: own.timestamp,
  }))
  const verdictOf = (given: Picture[]) => judge(measure(rising, given, FINE) as Measures, 1)
  expect(verdictOf(rising.map(coded))).toBeUndefined()
  expect(verdictOf(shown)).toContain('another time')
})

test('a starved encoder that lags where little changes is not taken for late', () => {
  const lags = source.map((own, frame) => {
    const before = source[Math.max(0, frame - 1)] as Picture
    const stays = (value: number, cell: number) => {
      const was = before.luma[cell] as number
      return Math.abs(value - was) < 4 ? was : value
    }
    return coded({ ...own, luma: own.luma.map(stays) }, frame)
  })
  expect(verdict(lags)).toBeUndefined()
})

test('late by one frame is told from a lag, however coarsely it is encoded', () => {
  const coarse = at(frame => Math.max(0, frame - 1)).map((own, frame) => ({
    ...own,
    luma: own.luma.map((value, cell) => value + 1.5 * noise(cell + 7, frame)),
  }))
  expect(verdict(coarse)).toContain('another time')
})

test('an encoder of few bits may lag behind its key; who is late in the key, too, is late', () => {
  const lags = at(frame => Math.max(0, frame - 1))
  expect(verdict(lags, 0.4)).toBeUndefined()
  expect(verdict(lags)).toContain('another time')
  const late = lags.map((own, frame) => (frame === 0 ? { ...coded(picture(-1), 0), timestamp: 0 } : own))
  expect(verdict(late, 0.4)).toContain('another time')
})

test('another picture is not said to be of another time, though it moves as a later one does', () => {
  const other = at(frame => frame + 3).map(own => ({
    ...own,
    luma: own.luma.map((value, cell) => value + 25 * Math.sin(cell * 2.1)),
  }))
  expect(verdict(other)).toContain('others')
})

test('what is softened by encoding has some of its finest edges, what was made larger has not', () => {
  const shown = (change: (fine: Float32Array) => Float32Array) =>
    honest.map((own, frame) => {
      const fine = source[frame]?.fine
      return { ...own, fine: fine && change(fine) }
    })
  const soften = (fine: Float32Array) =>
    fine.map((value, cell) => (value + ((fine[cell - 1] ?? value) + (fine[cell + 1] ?? value)) / 2) / 2)
  const small = { width: 426, height: 240 }
  const blowUp = (fine: Float32Array) => {
    const plane = { ...FINE, data: Uint8Array.from(fine), offset: 0, stride: FINE.width, step: 1 }
    return enlarge(shrink(plane, small.width, small.height), small, FINE)
  }
  expect(verdict(shown(soften))).toBeUndefined()
  expect(verdict(shown(blowUp))).toContain('blown up')
  // Large edges outlive it, but not as they were.
  const blocks = (fine: Float32Array) =>
    fine.map((_, cell) => (Math.floor((cell % FINE.width) / 5) % 2) * 200)
  const large = source.map(own => ({ ...own, fine: own.fine && blocks(own.fine) }))
  const blown = honest.map((own, frame) => ({
    ...own,
    fine: large[frame]?.fine && blowUp(large[frame].fine),
  }))
  expect(judge(measure(large, blown, FINE) as Measures, 1)).toContain('blown up')
})

test('an encoder that leaves out grain, and keeps what is sharper, has blown up nothing', () => {
  const lines = grid(FINE.width, FINE.height, x => (Math.floor(x * FINE.width) % 160 === 20 ? 230 : 80))
  const grain = (cell: number, frame: number) =>
    ((Math.imul(cell * 7919 + frame * 104_729, 2_654_435_761) >>> 26) - 32) * 2
  const wanted = source.map((own, frame) => ({
    ...own,
    fine: own.fine && lines.map((value, cell) => value + grain(cell, frame)),
  }))
  const given = honest.map(own => ({ ...own, fine: own.fine && lines.map(value => 80 + 0.3 * (value - 80)) }))
  const none = honest.map(own => ({ ...own, fine: own.fine && lines.map(() => 80) }))
  expect(judge(measure(wanted, given, FINE) as Measures, 1)).toBeUndefined()
  expect(judge(measure(wanted, none, FINE) as Measures, 1)).toContain('blown up')
})

test('faint colours that are turned round', () => {
  const faint = (by: number) => (own: Picture) => {
    return { ...own, chroma: own.chroma.map(value => 128 + (by * (value - 128)) / 10) }
  }
  const verdictOf = (by: number) =>
    judge(measure(source.map(faint(1)), honest.map(faint(by)), FINE) as Measures, 1)
  expect(verdictOf(0.2)).toBeUndefined()
  expect(verdictOf(-1)).toContain('colours')
})

test('what is not black where it has to be', () => {
  const glowing = (glow: number) => honest.map((own, frame) => (frame === 5 ? { ...own, glow } : own))
  expect(verdict(glowing(5))).toBeUndefined()
  expect(verdict(glowing(20))).toContain('not black')
})

test('what does not move cannot stand still', () => {
  const still = source.map(({ timestamp }) => ({ ...(pictures[3] as Picture), timestamp }))
  const measures = measure(still, still.map(coded), FINE)
  expect(measures && judge(measures, 1)).toBeUndefined()
})

test('a plane shrinks to the means of its cells, of any number of samples', () => {
  const data = Uint8Array.of(0, 10, 20, 30, 0, 10, 20, 30)
  const plane = { data, width: 4, height: 2, offset: 0, stride: 4, step: 1 }
  expect([...shrink(plane, 2, 1)]).toEqual([5, 25])
  expect([...shrink(plane, 4, 2)]).toEqual([...data])
  const [left = 0, middle = 0, right = 0] = shrink(plane, 3, 1)
  expect([left, middle, right].map(value => Math.round(value * 100))).toEqual([250, 1500, 2750])
  expect([...shrink({ ...plane, width: 2, step: 2, offset: 1 }, 2, 1)]).toEqual([10, 30])
  expect([...shrink(plane, 2, 1, { left: 0.25, top: 0.5, width: 0.5, height: 0.5 })]).toEqual([10, 20])
  expect([...shrink(plane, 1, 1, { left: 0.125, top: 0, width: 0.25, height: 1 })]).toEqual([5])
})

function isLogo(cell: number): boolean {
  const [x, y] = [cell % COLUMNS, Math.floor(cell / COLUMNS)]
  return x >= 80 && x < 90 && y >= 4 && y < 10 && (x + y) % 3 !== 0
}
