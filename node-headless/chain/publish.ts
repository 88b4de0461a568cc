import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { formatEther, parseEther } from 'viem'
import { type Book, fileBook, memoryBook } from '../../contracts/deploy/book.ts'
import { deploy, type Step } from '../../contracts/deploy/deploy.ts'
import { PUBLIC } from '../../contracts/deploy/parameters.ts'
import { ExitError } from '../exit.ts'
import { onFreePort } from '../http/ports.ts'
import type { Log } from '../log.ts'
import { type ChainClient, chainAt, clientOf } from './accounts.ts'
import { startAnvil } from './anvil.ts'
import { type Access, connect, onChain } from './network.ts'

const REHEARSAL_PORT = 7720
/** The price of gas may rise between the rehearsal and the last step. */
const MARGIN = 120n

export type PublishOptions = Access & {
  /** File of the addresses, by the chain's id. */
  addresses: (id: number) => string
  dryRun: boolean
  /** Does not ask. */
  yes: boolean
}

/**
 * Deploys the contracts to a public chain: rehearses it on a private copy of the chain, says what that took and costs,
 * asks, then does the same for real. One that was cut short goes on.
 * @throws ExitError
 */
export async function publish(options: PublishOptions, log: Log, say: (line: string) => void) {
  const client = await connect(options)
  const path = options.addresses(client.chain.id)
  const book = fileBook(path)
  const steps = await onChain(() => rehearse(client, options.rpc, book, log))
  const due = steps.filter(({ gas }) => gas !== undefined)
  for (const step of steps) say(`  ${lineOf(step)}`)
  if (due.length === 0) return say(`All is deployed as it should be: ${path}`)

  const gas = due.reduce((sum, step) => sum + (step.gas ?? 0n), 0n)
  const cost = await onChain(async () => gas * (await client.estimateFeesPerGas()).maxFeePerGas)
  const balance = await onChain(() => client.getBalance(client.account))
  say(`${due.length} steps to take: ${grouped(gas)} gas, at most ${formatEther(cost)} ETH.`)
  say(`They come from ${client.account.address}, which has ${formatEther(balance)} ETH.`)
  if (options.dryRun) return say('Nothing has been sent.')
  if (balance * 100n < cost * MARGIN) {
    const hint = `Send it some: ${formatEther((cost * MARGIN) / 100n)} ETH leave room for a rising price of gas.`
    throw new ExitError('chain', `${client.account.address} has too little ETH.`, hint)
  }
  if (!options.yes) await ask(`Deploy to chain ${client.chain.id}?`)

  await mkdir(dirname(path), { recursive: true })
  await onChain(() =>
    deploy(client, PUBLIC, book, step => step.gas !== undefined && say(`  ${lineOf(step)}`)),
  )
  say(`Deployed and verified. The addresses are in ${path}`)
}

/** Deploys on a private copy of the chain, on which money is no matter. */
async function rehearse(client: ChainClient, rpc: string, book: Book, log: Log): Promise<Step[]> {
  const { chain, account } = client
  const anvil = await onFreePort({ host: '127.0.0.1', port: undefined }, REHEARSAL_PORT, log, port =>
    startAnvil({ port, chainId: chain.id, fork: rpc }),
  )
  try {
    // Nothing is signed here: what is signed for the copy would hold on the chain itself.
    const copy = clientOf(chainAt(chain.id, anvil.rpc), { address: account.address, type: 'json-rpc' })
    await copy.request({ method: 'anvil_impersonateAccount', params: [account.address] } as never)
    const rich = `0x${parseEther('1000').toString(16)}`
    await copy.request({ method: 'anvil_setBalance', params: [account.address, rich] } as never)
    const steps: Step[] = []
    await deploy(copy, PUBLIC, memoryBook(await book.read(chain.id)), step => steps.push(step))
    return steps
  } finally {
    await anvil.close()
  }
}

function lineOf({ title, gas }: Step): string {
  return `${title.padEnd(32)}${gas === undefined ? 'is done' : `${grouped(gas)} gas`}`
}

function grouped(gas: bigint): string {
  return gas.toLocaleString('en')
}

async function ask(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new ExitError('usage', 'Nobody is there to ask.', '--yes goes on without.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} (yes) `)
  terminal.close()
  if (answer.trim() !== 'yes') throw new ExitError('usage', 'Nothing has been sent.')
}
