import { expect, test } from 'vitest'
import type { ChainClient } from './accounts.ts'
import { signFor } from './signing.ts'

const SELF = '0x00000000000000000000000000000000000000Aa'
const BROKER = '0x00000000000000000000000000000000000000bb'

function open(budget: bigint) {
  const sent: object[] = []
  const client = {
    account: { address: SELF },
    chain: { id: 7 },
    async sendTransaction(call: { data: string }) {
      if (call.data === '0xdead') throw new Error('no connection')
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

test('spends its budget once; what was not sent was not spent', async () => {
  const { ask } = open(10n)
  await ask({ value: '0x6' })
  await expect(ask({ value: '0x4', data: '0xdead' })).rejects.toThrow('no connection')
  await ask({ value: '0x4' })
  await expect(ask({ value: '0x1' })).rejects.toThrow('budget')
})
