import { afterEach, expect, test, vi } from 'vitest'
import { askFaucet } from './faucet.ts'
import type { Chain } from './open.ts'

const renew = vi.fn()
const chain = { head: { renew } } as unknown as Chain
const address = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

afterEach(() => {
  vi.unstubAllGlobals()
  renew.mockClear()
})

function answer(body: unknown, status: number) {
  const fetched = vi.fn(async () => new Response(JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

test('what was given is read at once', async () => {
  const fetched = answer({ ok: true }, 200)
  await askFaucet(chain, address)
  expect(fetched).toHaveBeenCalledWith(
    './faucet',
    expect.objectContaining({ method: 'POST', body: JSON.stringify({ address }) }),
  )
  expect(renew).toHaveBeenCalledOnce()
})

test.each([
  ['too-fast', 429, { error: 'Within the last minute.' }, 'Within the last minute.'],
  ['bad-input', 400, { error: 'No address.' }, 'No address.'],
  ['not-found', 503, { error: 'There is no local chain.' }, 'There is no local chain.'],
  ['not-found', 404, 'Not found', 'There is no faucet here.'],
])('%s by the status %i', async (code, status, body, message) => {
  answer(body, status)
  await expect(askFaucet(chain, address)).rejects.toMatchObject({ code, message, hint: expect.any(String) })
  expect(renew).not.toHaveBeenCalled()
})

test('a server that is gone', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(askFaucet(chain, address)).rejects.toMatchObject({ code: 'not-found' })
})
