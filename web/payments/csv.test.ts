import { expect, test } from 'vitest'
import { daysCsv, winnersCsv } from './csv.ts'
import type { Winner } from './types.ts'

test('days, with every wei', () => {
  const day = {
    day: '2026-11-26',
    earned: 1n,
    won: 10n ** 18n,
    redeemed: 5n * 10n ** 17n,
    lost: 0n,
    fees: 3n,
  }
  expect(daysCsv([{ ...day, day: '2026-11-27' }, day])).toBe(
    [
      'day,expected,won,redeemed,gas,lost',
      '2026-11-26,0.000000000000000001,1,0.5,0.000000000000000003,0',
      '2026-11-27,0.000000000000000001,1,0.5,0.000000000000000003,0',
      '',
    ].join('\r\n'),
  )
})

test('winners, with reasons that hold commas and quotes', () => {
  const winner = {
    ...{ wonAt: 0, state: 'lost', faceValue: 10n ** 18n, fee: 0n, sender: '0x1', hash: undefined, id: '0x2' },
    reason: 'Late, as “it” says: "no".',
  } as unknown as Winner
  expect(winnersCsv([winner]).split('\r\n')[1]).toBe(
    '1970-01-01T00:00:00.000Z,lost,1,0,0x1,,0x2,"Late, as “it” says: ""no""."',
  )
})
