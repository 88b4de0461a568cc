import { expect, test, vi } from 'vitest'
import { DONE } from '../harness/done.ts'
import type { Settings } from '../options.ts'
import { toJson } from '../transcode/tell.ts'
import { taskOf, textOf, wishOf } from './make.ts'
import { lines, type Told, toldOf } from './tell.ts'

const box = { left: 0, top: 0, width: 1, height: 1 }
const all: Told[] = [
  { event: 'opened', width: 640, height: 360, prices: { median: 10n ** 15n, paid: 2, free: 1 } },
  { event: 'progress', stage: 'searching', peer: '', share: 0, reason: 'No relay answers.' },
  { event: 'progress', stage: 'loading', peer: 'p', share: 0.257, reason: '' },
  { event: 'missed', peer: 'p', reason: 'It\u001b[2J is gone.' },
  {
    ...{ event: 'done', files: ['a.jpg'], found: [{ label: 'cat', score: 0.931, box }], peer: 'q' },
    ...{ checked: true, ms: 4200, paid: 10n ** 15n, exit: 0 },
  } as Told,
]

test('it is told in words', () => {
  const said: string[] = []
  const say = (text: string) => said.push(text)
  all.forEach(lines({ print: say, status: say, isLive: false, close() {} } as never))
  expect(said).toEqual([
    '640 x 360 goes out; 2 orchestrators at 0.001 ETH (median), 1 orchestrator for nothing',
    'looking for an orchestrator that does it: No relay answers.',
    'the model is being loaded there, 25 %',
    expect.not.stringContaining('\u001b'),
    '',
    'cat, 93 %',
    'a.jpg is made',
    'in 0:04, paid 0.001 ETH, checked',
  ])
})

test('so is what is said in a sound', () => {
  const said: string[] = []
  const print = (text: string) => said.push(text)
  const told = [
    { event: 'opened', duration: 61_000, prices: { median: 0n, paid: 0, free: 1 } },
    { event: 'progress', stage: 'running', peer: 'p', share: 0.5, reason: '' },
    {
      ...{
        event: 'done',
        files: [],
        said: [{ start: 59_000, end: 60_000, text: 'Good morning.' }],
        peer: 'q',
      },
      ...{ checked: false, ms: 4200, paid: 0n, exit: 0 },
    } as Told,
  ] satisfies Told[]
  told.forEach(lines({ print, status: print, isLive: false, close() {} } as never))
  expect(said).toEqual([
    '1:01 of sound goes out; 1 orchestrator for nothing',
    'the model runs, 50 %',
    '',
    '0:59  Good morning.',
    'in 0:04',
  ])
})

test('and of a picture that is painted its words and its seed', () => {
  const wish = { words: 'a red boat', seed: 7 }
  const prices = { median: 0n, paid: 0, free: 1 }
  const told = toldOf({ id: 'x', kind: 'opened', width: 128, height: 128, prices }, wish)
  expect(told).toMatchObject({ event: 'opened', ...wish, width: 128 })
  const print = vi.fn()
  lines({ print, status: print, isLive: false, close() {} } as never)(told as Told)
  expect(print).toHaveBeenCalledWith('a red boat, seed 7: 128 x 128 is painted; 1 orchestrator for nothing')
})

test('and of a clip how long it is', () => {
  const wish = { words: 'a red boat', seed: 7, frames: 48 }
  const prices = { median: 0n, paid: 0, free: 1 }
  const told = toldOf({ id: 'x', kind: 'opened', width: 128, height: 128, prices }, wish)
  const print = vi.fn()
  lines({ print, status: print, isLive: false, close() {} } as never)(told as Told)
  expect(print).toHaveBeenCalledWith(
    'a red boat, seed 7: 0:04 of 128 x 128 are painted; 1 orchestrator for nothing',
  )
})

test('and as JSON, wei as text; the end only once', () => {
  expect(JSON.parse(toJson(all[0] as Told))).toMatchObject({
    event: 'opened',
    prices: { median: '1000000000000000' },
  })
  expect(toldOf(DONE)).toBeUndefined()
  expect(toldOf({ id: 'x', kind: 'missed', peer: 'p', reason: 'gone' })).toEqual({
    ...{ event: 'missed', peer: 'p', reason: 'gone' },
  })
})

test.each<[Settings, string]>([
  [{ out: 'a.jpg' }, '--effect'],
  [{ effect: 'style-oil' }, '--out'],
  [{ effect: 'style-oil', out: 'a.json' }, '.jpg'],
  [{ effect: 'objects', out: 'a.jpg' }, '.json'],
  [{ effect: 'objects', out: 'a.vtt' }, '.json'],
  [{ effect: 'captions', out: 'a.jpg' }, '.vtt'],
  [{ effect: 'style-oil', out: 'a.vtt' }, '.jpg'],
  [{ effect: 'style-oil', out: 'a.png' }, '.jpg'],
  [{ effect: 'style-oil', out: 'a.jpg', seed: 7 }, 'words alone'],
  [{ effect: 'captions', out: 'a.png' }, '.vtt'],
  [{ effect: 'imagine' }, '--out'],
  [{ effect: 'imagine', out: 'a.jpg' }, '.png'],
  [{ effect: 'sd-turbo', out: 'a.jpg', relay: ['/dns4/a'] }, '.png'],
  [{ effect: 'sd-turbo', out: 'a.png' }, '--relay'],
  [{ effect: 'imagine-clip' }, '--out'],
  [{ effect: 'imagine-clip', out: 'a.png' }, '.webm'],
  [{ effect: 'style-oil', out: 'a.webm' }, '.jpg'],
])('%o does not go together', (settings, words) => {
  expect(() => taskOf(settings)).toThrow(words)
})

test('what there is no less of is asked for whole', () => {
  expect(taskOf({ effect: 'enlarge', strength: 0.5, out: 'a.JPG' })).toEqual({ id: 'enlarge', strength: 1 })
  expect(taskOf({ effect: 'style-oil', strength: 0.5, out: 'a.jpg' }).strength).toBe(0.5)
  expect(taskOf({ effect: 'objects' }).strength).toBe(1)
  expect(taskOf({ effect: 'captions', strength: 0.5, out: 'a.TXT' }).strength).toBe(1)
})

test('what is to be painted is read before anything is begun', () => {
  expect(taskOf({ effect: 'imagine', strength: 0.5, out: 'a.PNG' })).toEqual({ id: 'imagine', strength: 1 })
  expect(wishOf({ effect: 'imagine', words: ' a red boat', seed: 7 })).toEqual({
    words: 'a red boat',
    seed: 7,
  })
  expect(wishOf({ effect: 'imagine', words: 'a boat' })?.seed).toBeLessThan(2 ** 32)
  expect(wishOf({ effect: 'sd-turbo', words: 'ein Zeppelin', seed: 7 })).toEqual({
    words: 'ein Zeppelin',
    seed: 7,
  })
  expect(taskOf({ effect: 'imagine-clip', seed: 7, out: 'a.webm' })).toEqual({
    id: 'imagine-clip',
    strength: 1,
  })
  expect(wishOf({ effect: 'imagine-clip', words: 'a boat', seed: 7 })).toEqual({ words: 'a boat', seed: 7 })
  expect(wishOf({ effect: 'style-oil' })).toBeUndefined()
  const dog = { effect: 'imagine', words: 'a dog' } as const
  expect(() => wishOf(dog)).toThrow(
    expect.objectContaining({ code: 2, hint: expect.stringContaining('sheep') }),
  )
})

test('what was said is written by the ending of the file', () => {
  const said = [
    { start: 500, end: 61_000, text: 'Good morning.' },
    { start: 61_000, end: 62_000, text: 'Who is there?' },
  ]
  expect(textOf('a.VTT', undefined, said)).toBe(
    'WEBVTT\n\n1\n00:00:00.500 --> 00:01:01.000\nGood morning.\n\n2\n00:01:01.000 --> 00:01:02.000\nWho is there?\n',
  )
  expect(textOf('a.txt', undefined, said)).toBe('Good morning.\nWho is there?\n')
  expect(JSON.parse(textOf('a.json', undefined, said) ?? '')).toEqual(said)
  expect(textOf('a.vtt', undefined, [])).toBe('WEBVTT\n')
  expect(textOf('a.jpg', undefined, undefined)).toBeUndefined()
})
