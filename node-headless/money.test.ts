import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LocalChain } from './localchain.ts'
import { moneyOf } from './money.ts'

const account = { address: `0x${'01'.repeat(20)}` as const, request: async () => undefined }
const local = (kept: boolean) => ({ account: async () => account, kept }) as unknown as LocalChain

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'millrace-money-'))
})
afterAll(() => rm(data, { recursive: true }))

test('only who earns has a journal', async () => {
  const chains = { member: undefined, local: local(true) }
  expect(await moneyOf('gateway', chains, data)).toEqual({ account })
  const { journal } = await moneyOf('orchestrator', chains, data)
  await journal?.append({ kind: 'won', at: 1 })
  await access(join(data, 'orchestrator-local.journal'))
  expect(await moneyOf('gateway', { member: undefined, local: undefined }, data)).toEqual({})
})

test('a journal outlives its process as its chain does', async () => {
  const again = await moneyOf('orchestrator', { member: undefined, local: local(true) }, data)
  expect(await again.journal?.read()).toHaveLength(1)
  const anew = await moneyOf('orchestrator', { member: undefined, local: local(false) }, data)
  expect(await anew.journal?.read()).toEqual([])
})
