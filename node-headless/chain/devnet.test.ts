import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, parseEther } from 'viem'
import { afterEach, describe, expect, test } from 'vitest'
import {
  bondingManagerAbi,
  controllerAbi,
  millraceTokenAbi,
  serviceRegistryAbi,
} from '../../web/chain/contracts.gen.ts'
import { chainAt, clientOf, localAccount } from './accounts.ts'
import { type Devnet, openDevnet } from './devnet.ts'

const LIMIT_MS = 120_000
const STRANGER = '0x00000000000000000000000000000000000000aa'
const logged: string[] = []
const take = (message: string) => {
  logged.push(message)
}
const log = { debug: take, info: take, warn: take, error: take }

const opened: Devnet[] = []
const folders: string[] = []

async function open(keep?: string): Promise<Devnet> {
  const devnet = await openDevnet(keep, log)
  opened.push(devnet)
  return devnet
}

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'millrace-devnet-'))
  folders.push(path)
  return path
}

function read({ place }: Devnet) {
  const client = clientOf(chainAt(place.chainId, place.rpc), localAccount(5))
  const staking = { address: place.addresses.BondingManager, abi: bondingManagerAbi } as const
  const [orchestrator] = [localAccount(9).address]
  return {
    client,
    orchestrator,
    /** Moves the chain on without waiting for its clock. */
    mine: (blocks: number) =>
      client.request({ method: 'anvil_mine', params: [`0x${blocks.toString(16)}`] } as never),
    isActive: () =>
      client.readContract({ ...staking, functionName: 'isActiveTranscoder', args: [orchestrator] }),
    stake: () =>
      client.readContract({ ...staking, functionName: 'transcoderTotalStake', args: [orchestrator] }),
    terms: () => client.readContract({ ...staking, functionName: 'getTranscoder', args: [orchestrator] }),
    tokens: (of: Address) =>
      client.readContract({
        address: place.addresses.MillraceToken,
        abi: millraceTokenAbi,
        functionName: 'balanceOf',
        args: [of],
      }),
    service: () =>
      client.readContract({
        address: place.addresses.ServiceRegistry,
        abi: serviceRegistryAbi,
        functionName: 'getServiceURI',
        args: [orchestrator],
      }),
  }
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map(devnet => devnet.close()))
  for (const path of folders.splice(0)) await rm(path, { recursive: true })
  logged.length = 0
}, LIMIT_MS)

describe('a local chain', { timeout: LIMIT_MS }, () => {
  test('has all contracts, begins its rounds, and its orchestrator is active and calls its rewards', async () => {
    const devnet = await open()
    const { mine, isActive, stake, terms, service, client } = read(devnet)
    expect(
      await client.readContract({
        address: devnet.place.addresses.Controller,
        abi: controllerAbi,
        functionName: 'paused',
      }),
    ).toBe(false)
    await devnet.stake('12D3KooWPeer')
    expect(await service()).toBe('/p2p/12D3KooWPeer')
    // A round that began meanwhile has brought its reward.
    expect(await stake()).toBeGreaterThanOrEqual(parseEther('1000'))
    const before = devnet.round() ?? 0n
    await mine(30)
    await expect.poll(devnet.round, { timeout: LIMIT_MS }).toBeGreaterThan(before)
    await expect.poll(isActive, { timeout: LIMIT_MS }).toBe(true)
    await expect.poll(async () => (await terms())[0], { timeout: LIMIT_MS }).toBeGreaterThan(0n)
    expect(await stake()).toBeGreaterThan(parseEther('1000'))
    const [rewarded] = await terms()
    await mine(30)
    await expect.poll(async () => (await terms())[0], { timeout: LIMIT_MS }).toBeGreaterThan(rewarded)
  })

  test('its faucet gives to anyone, once in a while', async () => {
    const devnet = await open()
    const { client, tokens } = read(devnet)
    expect(await devnet.faucet(STRANGER)).toEqual({ ok: true })
    expect(await client.getBalance({ address: STRANGER })).toBe(parseEther('10'))
    expect(await tokens(STRANGER)).toBe(parseEther('5000'))
    expect(await devnet.faucet(STRANGER.toUpperCase().replace('0X', '0x'))).toMatchObject({ status: 429 })
    for (const wrong of [undefined, 7, '', '0x12', 'me', {}]) {
      expect(await devnet.faucet(wrong)).toMatchObject({ ok: false, status: 400 })
    }
    const others = [1, 2, 3].map(each => `0x${String(each).padStart(40, '0')}`)
    expect(await Promise.all(others.map(devnet.faucet))).toEqual(others.map(() => ({ ok: true })))
  })

  test('two have ports of their own', async () => {
    const [first, second] = await Promise.all([open(), open()])
    expect(first.place.rpc).not.toBe(second.place.rpc)
  })

  test('one that ends says so', async () => {
    const devnet = await open()
    await expect.poll(devnet.round, { timeout: LIMIT_MS }).toBeDefined()
    await devnet.close()
    await devnet.ended
    expect(devnet.round()).toBeUndefined()
  })
})

describe('a chain that is kept', { timeout: LIMIT_MS }, () => {
  test('goes on where it was: same contracts, same stake', async () => {
    const keep = await folder()
    const first = await open(keep)
    await first.stake('12D3KooWPeer')
    await first.close()
    const second = await open(keep)
    expect(second.place.addresses).toEqual(first.place.addresses)
    const { stake, service, tokens, orchestrator } = read(second)
    expect(await service()).toBe('/p2p/12D3KooWPeer')
    const before = await stake()
    expect(before).toBeGreaterThanOrEqual(parseEther('1000'))
    await second.stake('12D3KooWOther')
    expect(await service()).toBe('/p2p/12D3KooWOther')
    expect(await tokens(orchestrator)).toBe(0n)
  })

  test('is deployed again where a crash lost its state but not its addresses', async () => {
    const keep = await folder()
    const first = await open(keep)
    await first.close()
    await rm(join(keep, 'chain.state'))
    const second = await open(keep)
    expect(second.place.addresses).toEqual(first.place.addresses)
    await second.stake('12D3KooWPeer')
    expect(await readdir(keep)).toEqual(['chain.json'])
  })

  test('is set aside when it is another deployment', async () => {
    const keep = await folder()
    await (await open(keep)).close()
    const book = JSON.parse(await readFile(join(keep, 'chain.json'), 'utf8'))
    book.addresses.Minter = book.addresses.TicketBroker
    await writeFile(join(keep, 'chain.json'), JSON.stringify(book))
    const { place } = await open(keep)
    expect(place.addresses.Minter).not.toBe(place.addresses.TicketBroker)
    expect(logged.join('\n')).toContain('is no Minter of this version')
    const aside = (await readdir(keep)).find(name => name.startsWith('chain-'))
    expect((await readdir(join(keep, aside ?? ''))).sort()).toEqual(['chain.json', 'chain.state'])
  })

  test.each(['{"block":', '[]', ''])('is set aside when its state is broken: %j', async text => {
    const keep = await folder()
    await writeFile(join(keep, 'chain.state'), text)
    await open(keep)
    expect(logged.join('\n')).toContain('its state cannot be read')
    expect(await readdir(keep)).toContain('chain.json')
  })
})
