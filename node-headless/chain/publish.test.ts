import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileBook, memoryBook } from '../../contracts/deploy/book.ts'
import { deploy } from '../../contracts/deploy/deploy.ts'
import { PUBLIC } from '../../contracts/deploy/parameters.ts'
import { verify } from '../../contracts/deploy/verify.ts'
import { onFreePort } from '../http/ports.ts'
import { type ChainClient, chainAt, clientOf, localAccount } from './accounts.ts'
import { type Anvil, startAnvil } from './anvil.ts'
import { encryptKey, writeKeystore } from './keystore.ts'
import { type PublishOptions, publish } from './publish.ts'

const LIMIT_MS = 120_000
const CHAIN_ID = 421_614
const PASSWORD = 'open sesame'
const CHEAP = 1024
const log = { debug() {}, info() {}, warn() {}, error() {} }

let anvil: Anvil
let folder: string
let client: ChainClient
let options: PublishOptions
let key: `0x${string}`
let said: string[]
const say = (line: string) => said.push(line)

beforeAll(async () => {
  anvil = await onFreePort({ host: '127.0.0.1', port: undefined }, 7820, log, port =>
    startAnvil({ port, chainId: CHAIN_ID }),
  )
  folder = await mkdtemp(join(tmpdir(), 'millrace-publish-'))
  await writeFile(join(folder, 'password'), `${PASSWORD}\n`)
}, LIMIT_MS)

afterAll(async () => {
  await anvil.close()
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  said = []
  key = generatePrivateKey()
  client = clientOf(chainAt(CHAIN_ID, anvil.rpc), privateKeyToAccount(key))
  const keystore = join(folder, `${client.account.address}.json`)
  await writeKeystore(keystore, encryptKey(key, PASSWORD, CHEAP))
  options = {
    chain: 'arbitrum-sepolia',
    rpc: anvil.rpc,
    keystore,
    passwordFile: join(folder, 'password'),
    addresses: id => join(folder, `${client.account.address}/${id}.json`),
    dryRun: false,
    yes: true,
  }
})

async function fund(value = parseEther('10')) {
  const rich = clientOf(client.chain, localAccount(0))
  const hash = await rich.sendTransaction({ to: client.account.address, value })
  await rich.waitForTransactionReceipt({ hash })
}

const sent = () => client.getTransactionCount({ address: client.account.address })

/** The client, until its line is cut before its n-th transaction from now. */
function breaking(count: number): ChainClient {
  let left = count
  const cut =
    <Args extends unknown[], Result>(send: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      if (left-- === 0) throw new Error('the line is cut')
      return send(...args)
    }
  const { sendTransaction, writeContract } = client
  return {
    ...client,
    sendTransaction: cut(sendTransaction as never),
    writeContract: cut(writeContract as never),
  } as never
}

describe('deploying to a named chain', { timeout: LIMIT_MS }, () => {
  test('a dry run says everything and sends nothing', async () => {
    await fund()
    await publish({ ...options, dryRun: true }, log, say)
    expect(await sent()).toBe(0)
    expect(said.filter(line => / gas$/.test(line)).length).toBe(23)
    expect(said.join('\n')).toMatch(/23 steps to take: [\d,]+ gas, at most [\d.]+ ETH\./)
    expect(said.at(-1)).toBe('Nothing has been sent.')
  })

  test('what was said is what it takes; then all is done and verified', async () => {
    await fund()
    await publish(options, log, say)
    const { addresses, since } = JSON.parse(await readFile(options.addresses(CHAIN_ID), 'utf8'))
    expect(since).toBeGreaterThan(0)
    expect(await verify(client, PUBLIC, addresses)).toEqual([])
    const gas = said.filter(line => / gas$/.test(line))
    expect(gas.slice(0, 23)).toEqual(gas.slice(23))
    said = []
    await publish(options, log, say)
    expect(said.at(-1)).toContain('All is deployed as it should be')
    expect(await sent()).toBe(23)
  })

  test.each([0, 1, 6, 7, 15, 22])('cut short before transaction %d, it goes on there', async count => {
    await fund()
    const path = join(folder, `${client.account.address}.book.json`)
    await expect(deploy(breaking(count), PUBLIC, fileBook(path))).rejects.toThrow('the line is cut')
    expect(await sent()).toBe(count)
    const addresses = await deploy(client, PUBLIC, fileBook(path))
    expect(await sent()).toBe(23)
    expect(await verify(client, PUBLIC, addresses)).toEqual([])
  })

  test('other code, or another setting, is found', async () => {
    await fund()
    const addresses = await deploy(client, PUBLIC, memoryBook())
    const wrong = { ...addresses, Minter: addresses.TicketBroker, MillraceToken: client.account.address }
    expect(await verify(client, PUBLIC, wrong)).toEqual([
      `there is no MillraceToken at ${client.account.address}`,
      'Minter has other code',
    ])
    expect(await verify(client, { ...PUBLIC, unlockPeriod: 9n }, addresses)).toEqual([
      '“Set unlockPeriod” has not been done',
    ])
    await expect(deploy(client, PUBLIC, memoryBook({ since: 0, addresses: wrong }))).rejects.toThrow(
      'is no Minter of this version',
    )
  })
})

describe('what cannot be is refused in words, with nothing sent', { timeout: LIMIT_MS }, () => {
  test.each<[string, number, () => Partial<PublishOptions>]>([
    ['The RPC does not answer', 8, () => ({ rpc: 'http://127.0.0.1:9' })],
    ['The RPC is of chain 421614; arbitrum-one is chain 42161.', 8, () => ({ chain: 'arbitrum-one' })],
    ['--chain must be', 2, () => ({ chain: 'mainnet' })],
    ['--rpc must be', 2, () => ({ rpc: 'file:///etc' })],
    ['has too little ETH', 8, () => ({})],
    ['The password does not open the keystore', 2, () => ({ passwordFile: options.keystore })],
    ['cannot be read', 2, () => ({ passwordFile: join(folder, 'none') })],
    ['cannot be read', 2, () => ({ keystore: join(folder, 'none') })],
    ['needs a password', 2, () => ({ passwordFile: undefined })],
    ['is no keystore', 2, () => ({ keystore: join(folder, 'password') })],
    ['holds no addresses', 8, () => ({ addresses: () => join(folder, 'password') })],
  ])('%s', async (message, code, change) => {
    const outcome = publish({ ...options, ...change() }, log, say)
    await expect(outcome).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
    expect(await sent()).toBe(0)
    const { message: words, hint } = await outcome.catch(error => error)
    expect(`${words} ${hint} ${said}`).not.toMatch(new RegExp(`${PASSWORD}|${key.slice(2)}`))
  })
})
