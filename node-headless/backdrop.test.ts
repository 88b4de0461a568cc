import { expect, test } from 'vitest'
import { namedBackdrop, openBackdrop } from './backdrop.ts'

test('one of ours is named, a file is served under a path that nobody guesses, and one that is not there is refused', async () => {
  expect((await openBackdrop('hills')).named('http://x')).toBe('hills')
  expect((await openBackdrop(undefined)).named('http://x')).toBeUndefined()
  const { files, named } = await openBackdrop(import.meta.filename)
  const [[path, file] = []] = files
  expect(file).toBe(import.meta.filename)
  expect(named('http://x')).toBe(`http://x${path}`)
  expect(path).toMatch(/^\/media\/[0-9a-f]{32}$/)
  await expect(openBackdrop('/nowhere.jpg')).rejects.toThrow('There is no file /nowhere.jpg.')
})

test('files and requests get one of ours, and a file is refused in words', () => {
  expect(namedBackdrop({ backdrop: 'hills' })).toEqual({ backdrop: 'hills' })
  expect(namedBackdrop({})).toEqual({})
  expect(() => namedBackdrop({ backdrop: '/room.jpg' })).toThrow(
    'takes one of studio, window, lights, hills here',
  )
})
