import { InsufficientFundsError, TransactionExecutionError } from 'viem'
import { afterEach, expect, test, vi } from 'vitest'
import type { ChainClient } from './accounts.ts'
import { signFor } from './signing.ts'

const SELF = '0x00000000000000000000000000000000000000Aa'
const BROKER = '0x00000000000000000000000000000000000000bb'

const refusal = new TransactionExecutionError(new InsufficientFundsError(), { account: null })

afterEach(() => void vi.useRealTimers())

function open(budget: bigint) {
  const sent: object[] = []
  const client = {
    account: { address: SELF },
    chain: { id: 7 },
    estimateGas: async () => 21_000n,
    estimateFeesPerGas: async () => ({ maxFeePerGas: 10n ** 9n, maxPriorityFeePerGas: 1n }),
    async sendTransaction(call: { data: string }) {
      if (call.data === '0xdead') throw new Error('no answer in time')
      if (call.data === '0xd00d') throw refusal
      sent.push(call)
      return '0x99'
    },
  } as unknown as ChainClient
  const { address, request } = signFor(client, BROKER, budget)
  const ask = (call: object, method = 'eth_sendTransaction') =>
    request({ method, params: [{ from: SELF, to: BROKER, data: '0x1234', ...call }] })
  return { sent, address, ask }
}

test('signs calls of the broker, with nonce and gas as they are asked for', async () => {
  const { sent, address, ask } = open(0n)
  expect(address).toBe(SELF)
  expect(await ask({ gas: '0x5208', nonce: '0x0', maxFeePerGas: '0x10', chainId: '0x7', type: '0x2' })).toBe(
    '0x99',
  )
  expect(sent).toEqual([{ to: BROKER, data: '0x1234', value: 0n, gas: 21_000n, nonce: 0, maxFeePerGas: 16n }])
})

test.each([
  ['another contract', { to: SELF }, 'calls of the TicketBroker only'],
  ['another account', { from: BROKER }, 'signs as'],
  ['another chain', { chainId: '0x1' }, 'chain 7 only'],
  ['no contract', { to: undefined }, 'plain calls only'],
  ['a blob', { blobs: ['0x00'] }, 'plain calls only'],
  ['a number that is none', { value: '0x' }, 'plain calls only'],
  ['ether above the budget', { value: '0x1' }, 'budget'],
])('refuses %s', async (_, call, words) => {
  const { sent, ask } = open(0n)
  await expect(ask(call)).rejects.toThrow(words)
  expect(sent).toEqual([])
})

test.each(['personal_sign', 'eth_sign', 'eth_signTypedData_v4', 'eth_accounts'])(
  'does not answer %s',
  async method => {
    await expect(open(9n).ask({}, method)).rejects.toThrow(method)
  },
)

test('spends its budget once, also on calls at the same time; what was refused was not spent', async () => {
  const { ask, sent } = open(10n)
  await ask({ value: '0x6' })
  await expect(ask({ value: '0x4', data: '0xd00d' })).rejects.toThrow(refusal)
  const both = await Promise.allSettled([ask({ value: '0x4' }), ask({ value: '0x4' })])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  await expect(ask({ value: '0x1' })).rejects.toThrow('budget')
  expect(sent).toHaveLength(2)
})

test('what may have been sent is spent', async () => {
  const { ask } = open(10n)
  await expect(ask({ value: '0x6', data: '0xdead' })).rejects.toThrow('no answer in time')
  await expect(ask({ value: '0x6' })).rejects.toThrow('budget')
})

test('fees are bounded for each call, whether the page chooses them or not', async () => {
  const { sent, ask } = open(0n)
  const [million, gwei] = [`0x${(1e6).toString(16)}`, `0x${(1e9).toString(16)}`]
  await ask({ gas: million, maxFeePerGas: gwei })
  await ask({ gas: million })
  expect(sent).toMatchObject([{ maxFeePerGas: 10n ** 9n }, { gas: 10n ** 6n, maxFeePerGas: 10n ** 9n }])
  await expect(ask({ gas: million, maxFeePerGas: `0x${(21e9).toString(16)}` })).rejects.toThrow('for gas')
  await expect(ask({ gas: `0x${(21e6).toString(16)}` })).rejects.toThrow('for gas')
  expect(sent).toHaveLength(2)
})

test('and for each day', async () => {
  vi.useFakeTimers()
  const { ask } = open(0n)
  const dear = { gas: `0x${(1e6).toString(16)}`, maxFeePerGas: `0x${(20e9).toString(16)}` }
  for (let count = 0; count < 5; count += 1) await ask(dear)
  await expect(ask(dear)).rejects.toThrow('in a day')
  vi.advanceTimersByTime(86_400_000)
  await ask(dear)
})
