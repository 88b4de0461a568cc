import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FeedKept } from '../../web/protocol/feed.ts'
import { openStore, readJournal } from './store.ts'

const RUN: FeedKept = {
  ...{ kind: 'run', run: 'aaaa', segmentMs: 1000, first: 0, epoch: 0 },
  renditions: [{ name: '720p', codec: 'avc1.64001f', bitrate: 2_000_000, width: 1280, height: 720 }],
}
const segment = (number: number): FeedKept => ({
  ...{ kind: 'segment', run: 'aaaa', track: '720p', number, start: number * 1e6, duration: 1 },
  ...{ codec: 'avc1.640c1f', map: 0, initBytes: 2 },
})

test('who reads an init while its next segment comes gets the whole of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-store-'))
  try {
    const store = openStore(folder)
    await store.write(segment(0), Uint8Array.from([9, 9, 0]))
    const reader = await open(join(folder, '720p/aaaa-init0.mp4'))
    await store.write({ ...segment(1), initBytes: 0 } as FeedKept, Uint8Array.from([1]))
    expect(new Uint8Array(await reader.readFile())).toEqual(Uint8Array.from([9, 9]))
    await reader.close()
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a journal forgets what was dropped, and what a stream begins with is what is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-store-'))
  try {
    const store = openStore(folder, 2)
    await store.write(RUN, new Uint8Array())
    for (const number of [0, 1, 2]) await store.write(segment(number), Uint8Array.from([9, 9, number]))
    await store.drop(['720p/aaaa-0.m4s', '720p/aaaa-1.m4s'])
    await store.write({ kind: 'end' }, new Uint8Array())
    const { entries } = await readJournal(folder)
    expect(entries).toEqual([
      { head: { ...RUN, first: 2 }, size: 0 },
      { head: segment(2), size: 1 },
      { head: { kind: 'end' }, size: 0 },
    ])
    expect(new Uint8Array(await store.read('720p/aaaa-2.m4s'))).toEqual(Uint8Array.from([2]))
  } finally {
    await rm(folder, { recursive: true })
  }
})
