import { expect, test } from 'vitest'
import { toPlace } from './place.ts'

const controller = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const page = 'https://mill.example/stake.html'
const addresses = { Controller: controller }

test('a local chain needs little', () => {
  expect(toPlace({ chainId: 31337, rpc: 'http://127.0.0.1:7620', addresses, faucet: true }, page)).toEqual({
    chainId: 31337,
    name: 'Local chain',
    rpc: 'http://127.0.0.1:7620/',
    controller,
    explorer: undefined,
    since: 0,
    faucet: true,
    local: true,
  })
})

test('known chains bring name, RPC and explorer', () => {
  expect(toPlace({ chainId: 42161, addresses }, page)).toMatchObject({
    name: 'Arbitrum One',
    rpc: 'https://arb1.arbitrum.io/rpc',
    explorer: 'https://arbiscan.io',
    local: false,
    faucet: false,
  })
  expect(toPlace({ chainId: 421614, addresses }, page).name).toBe('Arbitrum Sepolia')
})

test('any chain by config, its RPC beside the page', () => {
  const place = toPlace(
    { chainId: 5, name: 'Ours', rpc: './rpc', addresses, explorer: 'https://x.example/', since: 7 },
    page,
  )
  expect(place).toMatchObject({
    name: 'Ours',
    rpc: 'https://mill.example/rpc',
    explorer: 'https://x.example',
    since: 7,
  })
})

test.each([
  ['not-found', 'not deployed on Arbitrum One', { chainId: 42161 }],
  ['not-found', 'not deployed on Local chain', { chainId: 31337, addresses: {} }],
  ['bad-message', 'names no RPC for Chain 5', { chainId: 5, addresses }],
  ['bad-message', 'at chainId', { addresses }],
  ['bad-message', 'at addresses.Controller', { chainId: 31337, addresses: { Controller: '0x12' } }],
  ['bad-message', 'at rpc', { chainId: 31337, rpc: 'javascript:alert(1)', addresses }],
  ['bad-message', 'not as it should be', undefined],
])('%s: %s', (code, message, found) => {
  expect(() => toPlace(found, page)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  )
})
