import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { fileBook } from '../../contracts/deploy/book.ts'
import { deploy } from '../../contracts/deploy/deploy.ts'
import { LOCAL } from '../../contracts/deploy/parameters.ts'
import type { Addresses } from '../../contracts/deploy/steps.ts'
import { bondingManagerAbi, roundsManagerAbi, serviceRegistryAbi } from '../../web/chain/contracts.gen.ts'
import { type Cli, startCli } from '../harness/cli.ts'
import { copyProject, type Project, tinyPage } from '../harness/project.ts'
import { onFreePort } from '../http/ports.ts'
import { type ChainClient, chainAt, clientOf, localAccount } from './accounts.ts'
import { type Anvil, startAnvil } from './anvil.ts'
import { type JoinOptions, joinChain } from './join.ts'
import { encryptKey, writeKeystore } from './keystore.ts'
import { becomeOrchestrator } from './orchestrator.ts'
import { keepRounds } from './rounds.ts'

const LIMIT_MS = 120_000
const CHAIN_ID = 4242
const PASSWORD = 'a-password-that-nobody-sees'
const RELAY = '/ip4/127.0.0.1/tcp/9/ws/p2p/12D3KooWNobody'
const log = { debug() {}, info() {}, warn() {}, error() {} }
const key = generatePrivateKey()

let anvil: Anvil
let project: Project
let client: ChainClient
let addresses: Addresses
let options: JoinOptions
let stopRounds = () => {}
let cli: Cli | undefined

beforeAll(async () => {
  anvil = await onFreePort({ host: '127.0.0.1', port: undefined }, 7920, log, port =>
    startAnvil({ port, chainId: CHAIN_ID, blockTime: 1 }),
  )
  project = await copyProject({ 'contribute.html': tinyPage() })
  const chain = chainAt(CHAIN_ID, anvil.rpc)
  client = clientOf(chain, privateKeyToAccount(key))
  const treasury = clientOf(chain, localAccount(0))
  const book = join(project.folder, `deployments/${CHAIN_ID}.json`)
  options = {
    chain: `${CHAIN_ID}`,
    rpc: anvil.rpc,
    keystore: join(project.folder, 'key.json'),
    passwordFile: join(project.folder, 'password'),
    addresses: () => book,
    register: true,
    reward: true,
    budget: 0n,
  }
  await writeFile(join(project.folder, 'password'), PASSWORD)
  await writeKeystore(options.keystore, encryptKey(key, PASSWORD, 1024))
  await mkdir(join(project.folder, 'deployments'))
  addresses = await deploy(treasury, LOCAL, fileBook(book))
  const hash = await treasury.sendTransaction({ to: client.account.address, value: 10n ** 19n })
  await treasury.waitForTransactionReceipt({ hash })
  stopRounds = keepRounds(clientOf(chain, localAccount(1)), addresses, log)
  await client.request({ method: 'anvil_mine', params: ['0x1e'] } as never)
  await becomeOrchestrator(client, treasury, addresses, '12D3KooFirst')
}, LIMIT_MS)

afterEach(async () => {
  cli?.child.kill('SIGKILL')
  await cli?.ended
  cli = undefined
})

afterAll(async () => {
  stopRounds()
  await anvil.close()
  await project.remove()
})

const service = () =>
  client.readContract({
    address: addresses.ServiceRegistry,
    abi: serviceRegistryAbi,
    functionName: 'getServiceURI',
    args: [client.account.address],
  })

const staking = () => ({ address: addresses.BondingManager, abi: bondingManagerAbi }) as const

describe('an orchestrator on a named chain', { timeout: LIMIT_MS }, () => {
  test('does nothing that it was not asked', async () => {
    const before = await client.getTransactionCount({ address: client.account.address })
    const member = await joinChain({ ...options, register: false, reward: false }, log)
    await member.enter('12D3KooOther')
    member.close()
    expect(await client.getTransactionCount({ address: client.account.address })).toBe(before)
    expect(member.place).toMatchObject({ chainId: CHAIN_ID, local: false, faucet: false, addresses })
  })

  test('registers its peer id and calls its reward when asked', async () => {
    await client.request({ method: 'anvil_mine', params: ['0x1e'] } as never)
    const args = [client.account.address] as const
    const isActive = () => client.readContract({ ...staking(), functionName: 'isActiveTranscoder', args })
    const isInitialized = () => client.readContract({ ...rounds, functionName: 'currentRoundInitialized' })
    const isOpen = async () => (await isInitialized()) && (await isActive())
    const rewarded = async () =>
      (await client.readContract({ ...staking(), functionName: 'getTranscoder', args }))[0]
    const rounds = { address: addresses.RoundsManager, abi: roundsManagerAbi } as const
    const current = () => client.readContract({ ...rounds, functionName: 'lastInitializedRound' })
    await expect.poll(isOpen, { timeout: LIMIT_MS }).toBe(true)
    const due = await current()
    const member = await joinChain(options, log)
    await member.enter('12D3KooSecond')
    expect(await service()).toBe('/p2p/12D3KooSecond')
    await expect.poll(rewarded, { timeout: LIMIT_MS }).toBeGreaterThanOrEqual(due)
    member.close()
  })

  test('without a file of addresses it says so', async () => {
    const nowhere = { ...options, addresses: () => join(project.folder, 'none.json') }
    await expect(joinChain(nowhere, log)).rejects.toMatchObject({ code: 2 })
  })

  test('on the command line: no argument, variable or line of any process holds the password or the key', async () => {
    const { rpc, keystore, passwordFile = '' } = options
    const named = ['--chain', `${CHAIN_ID}`, '--rpc', rpc, '--keystore', keystore]
    const args = ['orchestrator', '--no-build', '--relay', RELAY, ...named]
    cli = startCli(project.folder, [...args, '--password-file', passwordFile, '--register', '--log', 'debug'])
    await cli.line(/is registered at \/p2p\/12D3KooTiny/)
    expect(await service()).toBe('/p2p/12D3KooTiny')
    const [, origin] = /(http:\S+)/.exec(await cli.line(/serves the pages/)) ?? []
    expect(await (await fetch(`${origin}/chain.json`)).json()).toMatchObject({
      chainId: CHAIN_ID,
      local: false,
    })
    expect((await fetch(`${origin}/faucet`, { method: 'POST', headers: faucetHeaders(origin) })).status).toBe(
      503,
    )
    const secrets = new RegExp(`${PASSWORD}|${key.slice(2)}`)
    const family = await cli.family()
    expect(family.length).toBeGreaterThan(1)
    for (const { command } of family) expect(command).not.toMatch(secrets)
    expect(cli.output()).not.toMatch(secrets)
  })

  test('a chain needs its RPC and a keystore', async () => {
    cli = startCli(project.folder, ['orchestrator', '--relay', RELAY, '--chain', 'arbitrum-one'])
    expect(await cli.ended).toBe(2)
    expect(cli.output()).toContain('needs the chain’s --rpc <url>')
  })
})

function faucetHeaders(origin = ''): Record<string, string> {
  return { Origin: origin, 'Content-Type': 'application/json' }
}
