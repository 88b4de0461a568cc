import { afterEach, expect, test, vi } from 'vitest'
import { listLive } from './live.ts'

afterEach(() => vi.unstubAllGlobals())

const serve = (status: number, body: string) =>
  vi.stubGlobal('fetch', async () => new Response(body, { status }))

test('what a node streams is linked where the page is', async () => {
  serve(
    200,
    JSON.stringify([{ title: 'A film', link: 'http://127.0.0.1:8620/watch.html#peer/stream?relay=/a' }]),
  )
  expect(await listLive()).toEqual([{ title: 'A film', link: 'watch.html#peer/stream?relay=/a' }])
  serve(200, '[]')
  expect(await listLive()).toEqual([])
})

test('a server that does not know says nothing', async () => {
  serve(200, 'null')
  expect(await listLive()).toBeUndefined()
  serve(404, 'Not Found')
  expect(await listLive()).toBeUndefined()
  serve(200, '<!doctype html>')
  expect(await listLive()).toBeUndefined()
  serve(200, JSON.stringify([{ title: 'A film', link: 'no address' }]))
  expect(await listLive()).toBeUndefined()
})
