import { expect, test } from 'vitest'
import type { TaskProgress } from '../../web/pages/host.ts'
import { followTask } from './follow.ts'
import { formatBar, formatProgress } from './progress.ts'
import { lines, type Told, toJson } from './tell.ts'

const progress: TaskProgress = {
  ...{ state: 'working', reason: '', share: 0.5, paid: 0n },
  segments: { made: 10, all: 20 },
  frames: { made: 480, all: 960 },
  orchestrators: [
    { peer: 'a', present: true, made: 9, failed: 0, error: '', paid: 0n },
    { peer: 'b', present: false, made: 1, failed: 1, error: 'gone', paid: 0n },
  ],
}
const opened = {
  ...{ format: 'MP4', width: 1280, height: 720, framerate: 24, frames: 960, seconds: 39.999999, sounds: 1 },
  notices: ['Of its 2 videos\u001b[2J only the main one is used.'],
}

test('only what was made in this run tells how fast it goes', () => {
  const since = { share: 0.25, at: 10_000 }
  expect(formatProgress(progress, since, 20_000)).toBe(
    ' 50 % | 10 of 20 segments | 1 orchestrator | 24 fps | 0:20 left',
  )
  expect(formatProgress(progress, { share: 0.5, at: 10_000 }, 20_000)).toBe(
    ' 50 % | 10 of 20 segments | 1 orchestrator | 0 fps',
  )
})

test('why nobody works, what is paid, and the end', () => {
  const since = { share: 0, at: 0 }
  const waiting = { ...progress, state: 'waiting' as const, reason: 'No orchestrator offers its work yet.' }
  expect(formatProgress(waiting, since, 1)).toContain('| No orchestrator offers its work yet.')
  expect(formatProgress({ ...progress, paid: 10n ** 15n }, since, 1)).toContain('| paid 0.001')
  expect(formatProgress({ ...progress, state: 'delivering', share: 1 }, since, 1)).toBe(
    '100 % | 10 of 20 segments | writing',
  )
})

test('the bar', () => {
  expect([0, 0.5, 1, 2].map(formatBar)).toEqual([
    `[${'-'.repeat(24)}]`,
    `[${'#'.repeat(12)}${'-'.repeat(12)}]`,
    ...Array(2).fill(`[${'#'.repeat(24)}]`),
  ])
})

test.each([true, false])('in words; redrawn: %s', isLive => {
  const [printed, statuses]: [string[], string[]] = [[], []]
  const print = (line: string) => printed.push(line)
  const status = (text: string) => statuses.push(text)
  const tell = lines({ isLive, print, status, close() {} }, () => 0)
  tell({ event: 'opened', ...opened })
  tell({ event: 'progress', ...progress })
  tell({ event: 'done', files: ['/a.mp4'], ms: 61_000, paid: 10n ** 15n, exit: 0 })
  expect(printed).toEqual([
    'MP4, 1280 x 720, 24.00 fps, 0:40, 1 sound\nOf its 2 videos [2J only the main one is used.',
    '/a.mp4 is made',
    'in 1:01, paid 0.001 ETH',
  ])
  expect(statuses[0]?.startsWith('[####')).toBe(isLive)
})

test('as JSON, an object a line, wei as text', () => {
  const text = toJson({ event: 'done', files: ['/a\n.mp4'], ms: 1, paid: 10n ** 20n, exit: 0 })
  expect(text).not.toContain('\n')
  expect(JSON.parse(text)).toMatchObject({ files: ['/a\n.mp4'], paid: '100000000000000000000' })
})

test('a page is followed to its end', async () => {
  const told: Told[] = []
  const follower = followTask(each => told.push(each))
  follower.onevent({ kind: 'opened', ...opened })
  follower.onevent({ kind: 'task', progress: { ...progress, paid: 7n } })
  follower.onevent({ kind: 'error', code: 'relay-lost', message: 'a relay went' })
  follower.onevent({ kind: 'delivered' })
  follower.onevent({ kind: 'task', progress })
  expect(await follower.over).toEqual({ ...progress, paid: 7n })
  expect(told.map(({ event }) => event)).toEqual(['opened', 'progress'])
})

test.each([
  ['bad-input', 2],
  ['unsupported', 2],
  ['too-large', 9],
  ['internal', 9],
])('a page that fails with %s ends with %d', async (code, exit) => {
  const follower = followTask(() => {})
  follower.onevent({ kind: 'failed', code, message: 'It is\nbroken.', hint: '' })
  await expect(follower.over).rejects.toMatchObject({ code: exit, message: 'It is broken.', hint: undefined })
})
