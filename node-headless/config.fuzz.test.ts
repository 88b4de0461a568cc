import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkSettings } from './config.ts'
import { ExitError } from './exit.ts'
import { COMMANDS, OPTIONS } from './options.ts'

const names = fc.constantFrom(...Object.keys(OPTIONS), 'file', '__proto__', 'constructor', 'unknown')
const keys = (value: unknown) => Object.keys(value as object).sort()
const command = fc.constantFrom(...COMMANDS)

test('whatever is in a config file, it is taken or refused in words', () => {
  fc.assert(
    fc.property(command, fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue())), (name, input) => {
      try {
        expect(keys(checkSettings(name, input, '', '/'))).toEqual(keys(input))
      } catch (error) {
        expect(error).toBeInstanceOf(ExitError)
        expect((error as ExitError).message).not.toMatch(/undefined|\[object/)
      }
    }),
    { numRuns: 1000 },
  )
})
