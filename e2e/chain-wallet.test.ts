import { EventEmitter } from 'node:events'
import { parseEther } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Chain, openChain } from '../web/chain/open.ts'
import { perform } from '../web/chain/perform.ts'
import { readPosition } from '../web/chain/position.ts'
import type { WalletState } from '../web/chain/types.ts'
import { openWallet, type Wallet } from '../web/chain/wallet.ts'
import { openTestChain, type TestChain } from './harness/chain.ts'

const ICON = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'
const CHOICE = 'example.wallet'
const TEST = 'millrace.test'
const PEER = '12D3KooWGzBWbQWdxXFoyxNFZzVDWxjkXrQd5fTrJ2kFvVPzyTXt'

let world: TestChain
let chain: Chain
let wallet: Wallet | undefined

/** A wallet in the page: its account is the chain's, unlocked. */
class Provider extends EventEmitter {
  accounts: string[] = []
  chainId = '0x7a69'
  /** Methods that would open a window. */
  prompts: string[] = []
  refuses = false
  knows = ['0x1', '0x7a69']

  async request({ method, params = [] }: { method: string; params?: unknown[] }): Promise<unknown> {
    const first = params[0] as { chainId: string }
    switch (method) {
      case 'eth_accounts':
        return this.accounts
      case 'eth_chainId':
        return this.chainId
      case 'eth_requestAccounts':
      case 'wallet_requestPermissions':
        this.ask(method)
        this.accounts = [addressOf(3)]
        return method === 'eth_requestAccounts' ? this.accounts : []
      case 'wallet_addEthereumChain':
        this.ask(method)
        this.knows.push(first.chainId)
        // Wallets go to a chain that they were told of.
        this.chainId = first.chainId
        this.emit('chainChanged', this.chainId)
        return null
      case 'wallet_switchEthereumChain':
        if (!this.knows.includes(first.chainId))
          throw Object.assign(new Error('Unknown chain'), { code: 4902 })
        this.ask(method)
        this.chainId = first.chainId
        this.emit('chainChanged', this.chainId)
        return null
      case 'eth_sendTransaction':
        this.ask(method)
        return world.raw(method, params)
      default:
        return world.raw(method, params)
    }
  }

  private ask(method: string): void {
    this.prompts.push(method)
    if (this.refuses) throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
  }
}

beforeAll(async () => {
  world = await openTestChain()
  chain = await openChain(world.place)
})

afterAll(() => world?.close())

let provider: Provider

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  provider = new Provider()
})

afterEach(() => {
  wallet?.close()
  wallet = undefined
  vi.unstubAllGlobals()
})

function addressOf(index: number) {
  return world.account(index).account.address
}

/** As wallets do: when asked, and once by themselves. */
function announce(): void {
  const info = { uuid: 'f6c1b3a2-6f1b-4d3e-9d4b-0d3f5f1c2a10', name: 'Example', icon: ICON, rdns: CHOICE }
  const tell = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
    )
  window.addEventListener('eip6963:requestProvider', tell)
  tell()
}

/** A page that opens, or is reloaded. */
function open(place = world.place): Wallet {
  wallet?.close()
  wallet = openWallet(place)
  return wallet
}

function until(opened: Wallet, isSo: (state: WalletState) => boolean): Promise<WalletState> {
  const { promise, resolve } = Promise.withResolvers<WalletState>()
  const stop = opened.watch(state => isSo(state) && resolve(state))
  return promise.finally(stop)
}

test('wallets that announce themselves, then the test account; nothing is asked', () => {
  announce()
  expect(open().state()).toEqual({
    choices: [
      { id: CHOICE, name: 'Example', icon: ICON, test: false },
      { id: TEST, name: 'Test account (this chain only)', icon: undefined, test: true },
    ],
    status: 'disconnected',
    choice: undefined,
    account: undefined,
    wrongChain: false,
  })
  expect(provider.prompts).toEqual([])
})

test('no test account on a chain that is not local', () => {
  expect(open({ ...world.place, local: false }).state().choices).toEqual([])
})

test('connect, sign, reload, disconnect', async () => {
  announce()
  const opened = open()
  await opened.connect(CHOICE)
  expect(opened.state()).toMatchObject({
    status: 'connected',
    choice: CHOICE,
    account: addressOf(3),
    wrongChain: false,
  })
  await perform(chain, await opened.signer(), { kind: 'registerPeer', peer: PEER }, () => {})
  expect((await readPosition(chain, addressOf(3))).peer).toBe(PEER)

  provider.prompts = []
  const reloaded = open()
  expect(await until(reloaded, ({ status }) => status === 'connected')).toMatchObject({
    account: addressOf(3),
  })
  expect(provider.prompts).toEqual([])

  await reloaded.disconnect()
  expect(reloaded.state()).toMatchObject({ status: 'disconnected', account: undefined })
  await expect(reloaded.signer()).rejects.toMatchObject({ code: 'no-wallet' })
})

test('a wallet that announces itself late is taken up too', async () => {
  announce()
  await open().connect(CHOICE)
  vi.stubGlobal('window', new EventTarget())
  const reloaded = open()
  expect(reloaded.state().choices.map(({ id }) => id)).toEqual([TEST])
  await new Promise(setImmediate)
  announce()
  await until(reloaded, ({ status }) => status === 'connected')
})

test('a refused connection, and a wallet that is not there', async () => {
  announce()
  const opened = open()
  provider.refuses = true
  await expect(opened.connect(CHOICE)).rejects.toMatchObject({ code: 'rejected' })
  expect(opened.state().status).toBe('disconnected')
  await expect(opened.connect('nobody')).rejects.toMatchObject({ code: 'no-wallet' })
})

test('other account, no account', async () => {
  announce()
  const opened = open()
  await opened.connect(CHOICE)
  provider.emit('accountsChanged', [addressOf(4)])
  expect(opened.state().account).toBe(addressOf(4))
  provider.emit('accountsChanged', [])
  await until(opened, ({ status }) => status === 'disconnected')
})

test('a wallet on another chain is asked to switch, and told of the chain if need be', async () => {
  announce()
  provider.chainId = '0x1'
  provider.knows = ['0x1']
  const opened = open()
  await opened.connect(CHOICE)
  expect(opened.state()).toMatchObject({ status: 'connected', wrongChain: true })
  await expect(opened.signer()).rejects.toMatchObject({ code: 'wrong-chain' })
  await opened.switchChain()
  expect(provider.prompts).toContain('wallet_addEthereumChain')
  expect(opened.state().wrongChain).toBe(false)
  provider.emit('chainChanged', '0x1')
  expect(opened.state().wrongChain).toBe(true)
})

test('the test account signs by itself, and is the same after a reload', async () => {
  const opened = open()
  await opened.connect(TEST)
  const { account } = opened.state()
  if (account === undefined) throw new Error('no account')
  await world.account(0).sendTransaction({ to: account, value: parseEther('1') })
  await perform(chain, await opened.signer(), { kind: 'registerPeer', peer: PEER }, () => {})
  expect((await readPosition(chain, account)).peer).toBe(PEER)
  expect(await until(open(), ({ status }) => status === 'connected')).toMatchObject({ account, choice: TEST })
})
