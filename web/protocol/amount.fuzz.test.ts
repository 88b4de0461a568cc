import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactAmount, formatAmount, parseAmount } from './amount.ts'

const amount = fc.bigInt({ min: 0n, max: 10n ** 48n - 1n })

test('what is spelled out reads back as the same amount', () => {
  fc.assert(
    fc.property(amount, value => {
      expect(parseAmount(exactAmount(value))).toBe(value)
    }),
  )
})

test('what is shown is at most the amount, and short of it by less than a thousandth of it or a hundredth of one', () => {
  fc.assert(
    fc.property(amount, value => {
      const text = formatAmount(value)
      if (text.startsWith('<')) {
        expect(value).toBeLessThan(10n ** 12n)
        return
      }
      const shown = parseAmount(text.replaceAll(',', ''))
      if (shown === undefined) throw new Error(`${text} does not read back`)
      expect(shown).toBeLessThanOrEqual(value)
      const most = value >= 10n ** 18n ? 10n ** 16n : value / 1000n
      expect(value - shown).toBeLessThanOrEqual(most)
    }),
  )
})

test('whatever is typed, an amount or nothing comes of it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.,e+\- ]{0,40}$/)), text => {
      const read = parseAmount(text)
      if (read === undefined) return
      expect(read).toBeGreaterThanOrEqual(0n)
      expect(parseAmount(exactAmount(read))).toBe(read)
    }),
  )
})
