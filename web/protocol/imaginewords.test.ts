import { expect, test } from 'vitest'
import { MEANT, SILENT } from './imaginesynonyms.ts'
import { IMAGINE_KINDS, IMAGINE_SLOTS, IMAGINE_WORDS, readWords } from './imaginewords.ts'
import { MAX_IMAGINE_CHARACTERS } from './limits.ts'

test.each([
  [
    'a red boat and two white houses by the sea at night',
    [['red', 'boat'], ['two', 'white', 'house'], ['sea'], ['night']],
  ],
  ['Trees!', [['many', 'tree']]],
  ['three BIG trees', [['three', 'big', 'tree']]],
  ['an ocean at dusk, with several little ships', [['sea'], ['sunset'], ['many', 'small', 'boat']]],
  ['northern lights over snow', [['aurora'], ['snow']]],
  ['', []],
])('"%s" is read', (text, slots) => {
  expect(readWords(text)).toEqual({ slots, unknown: [], unused: [], tooLong: false })
})

test('words that are not known are told once, with what comes near', () => {
  const { slots, unknown } = readWords('a hose, a dog, two dogs and a zeppelin under the moon')
  expect(slots).toEqual([['moon']])
  expect(unknown.map(({ word }) => word)).toEqual(['hose', 'dog', 'dogs', 'zeppelin'])
  expect(unknown[0]?.instead).toContain('house')
  expect(unknown[1]?.instead).toContain('sheep')
  expect(unknown[3]?.instead).toEqual([])
  for (const { instead } of unknown)
    for (const word of instead) expect(readWords(word)).toMatchObject({ unknown: [] })
})

test('what finds no place is told', () => {
  expect(readWords('a red sea').unused).toEqual(['red'])
  expect(readWords('from day to night')).toMatchObject({ slots: [['day']], unused: ['night'] })
  expect(readWords('a red blue boat')).toMatchObject({ slots: [['blue', 'boat']], unused: ['red'] })
  expect(readWords('boat, house, tree, pine, palm, tent, igloo, sheep, path, rocks, sun')).toMatchObject({
    slots: { length: IMAGINE_SLOTS },
    unused: ['sun'],
  })
})

test('no more is read than may be', () => {
  const said = readWords(`${'x'.repeat(MAX_IMAGINE_CHARACTERS)} moon`)
  expect(said.tooLong).toBe(true)
  expect(said.slots).toEqual([])
})

test('each word means one thing, and what it stands for is known', () => {
  const all = [...IMAGINE_WORDS, ...MEANT.keys(), ...SILENT]
  expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([])
  expect(Object.values(IMAGINE_KINDS).flat()).toEqual(IMAGINE_WORDS)
  for (const meant of MEANT.values()) for (const word of meant) expect(IMAGINE_WORDS).toContain(word)
})
