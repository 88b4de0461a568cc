import { expect, test } from 'vitest'
import { toPermissionError } from './permission.ts'

test.each([
  ['NotAllowedError', 'no-permission'],
  ['NotFoundError', 'not-found'],
  ['NotReadableError', 'bad-input'],
  ['InvalidStateError', 'no-permission'],
  ['TypeError', 'unsupported'],
])('%s says what to do next', (name, code) => {
  const error = toPermissionError(new DOMException('', name), 'camera')
  expect(error).toMatchObject({ code, hint: expect.stringMatching(/\.$/) })
  expect(error.message).toContain('camera')
})
