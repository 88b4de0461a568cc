import { expect, test } from 'vitest'
import { followStream } from './follow.ts'
import { rendition, streamEvent } from './harness/events.ts'

test('the watch link is shown once there is something to watch, and again when it changes', () => {
  const links: string[] = []
  const follower = followStream(link => links.push(link))
  follower.onevent({ ...streamEvent({ state: 'starting' }), link: 'a' })
  follower.onevent({ ...streamEvent({ state: 'live' }), link: 'a' })
  follower.onevent({ ...streamEvent({ state: 'waiting' }), link: 'a' })
  follower.onevent({ ...streamEvent({ state: 'live' }), link: 'a' })
  follower.onevent({ ...streamEvent({ state: 'live' }), link: 'b' })
  expect(links).toEqual(['a', 'b'])
})

test('a stream that ended with output is over', async () => {
  const follower = followStream(() => {})
  follower.onevent(streamEvent({ state: 'ended', renditions: [rendition('480p')] }))
  await expect(follower.over).resolves.toBeUndefined()
})

test('one that ended without output, or failed, is an error', async () => {
  const empty = followStream(() => {})
  empty.onevent(streamEvent({ state: 'ended', renditions: [rendition('480p', { frames: 0 })] }))
  await expect(empty.over).rejects.toMatchObject({ code: 7 })
  const failed = followStream(() => {})
  failed.onevent(streamEvent({ state: 'failed', reason: 'no video in it' }))
  await expect(failed.over).rejects.toMatchObject({ code: 7, message: 'The stream failed: no video in it' })
})
