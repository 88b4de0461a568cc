import pRetry from 'p-retry'
import type { RpcLog } from 'viem'
import { getBlock, getBlockNumber } from 'viem/actions'
import { toChainError } from './errors.ts'
import type { Chain, ChainClient } from './open.ts'
import { store } from './store.ts'
import type { Address, Hash } from './types.ts'

/** Where a chain does not say what is final, so many of its newest blocks may still change. */
const UNSURE_BLOCKS = 100
const RETRIES = 4
const RETRY_MS = 500
/** Answers in a row that may be late. */
const TIMEOUTS = 2
/** Blocks whose times are asked for together. */
const BLOCKS_AT_ONCE = 100

/** An event as the chain keeps it. */
export type Log = {
  address: Address
  topics: Hash[]
  data: Hash
  block: number
  /** Place among the logs of its block. */
  index: number
  hash: Hash
  /** Time of its block, ms since 1970. */
  at: number
}

/** Logs up to a block that is final, whose hash tells whether they are of the chain that is read now. */
export type Logs = { through: number; hash: Hash; logs: Log[] }

/** As `eth_getLogs` takes them. */
export type Filter = { address: Address; topics: (Hash | Hash[] | null)[] }

export type ReadOptions = {
  signal?: AbortSignal
  /** From 0 to 1. */
  onprogress?: (done: number) => void
}

/**
 * All logs that match one of some filters, in order, from the Controller's deployment to the newest block. What is
 * final is kept under a name in this browser, also when reading ends before its time.
 * @throws MillraceError chain-lost; the signal's reason when aborted
 */
export async function readLogs(
  chain: Chain,
  name: string,
  filters: readonly Filter[],
  { signal, onprogress = () => {} }: ReadOptions = {},
): Promise<Log[]> {
  const { client, place } = chain
  const key = `${place.chainId}:${place.controller}:${name}`.toLowerCase()
  const [kept, newest, final] = await Promise.all([
    recall(client, key),
    getBlockNumber(client, { cacheTime: 0 }),
    finalBlock(client),
  ])
  const logs = kept?.logs ?? []
  const from = kept === undefined ? place.since : kept.through + 1
  const to = Number(newest)
  let done = from - 1
  try {
    await inRanges(from, to, async (first, last) => {
      signal?.throwIfAborted()
      for (const log of await fetchLogs(client, filters, first, last, signal)) logs.push(log)
      done = last
      onprogress((last - from + 1) / (to - from + 1))
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw toChainError(error)
  } finally {
    const through = Math.min(done, final)
    if (through >= from) await keep(client, key, through, logs)
  }
  onprogress(1)
  return logs
}

/**
 * Goes through blocks in ranges that the RPC takes: halved when it refuses one, grown by a quarter when not. An RPC
 * that is too long about several in a row is taken for gone.
 */
async function inRanges(
  from: number,
  to: number,
  task: (first: number, last: number) => Promise<void>,
): Promise<void> {
  let span = to - from + 1
  let timeouts = 0
  for (let first = from; first <= to; ) {
    const last = Math.min(to, first + span - 1)
    try {
      await task(first, last)
      first = last + 1
      span = Math.ceil(span * 1.25)
      timeouts = 0
    } catch (error) {
      const { name } = error as Error
      if (name === 'TimeoutError') timeouts++
      if (last === first || timeouts > TIMEOUTS || !isTooMuch(error)) throw error
      // The same word stands for too many results and for too many requests.
      if (name === 'LimitExceededRpcError') await new Promise(wake => setTimeout(wake, RETRY_MS))
      span = Math.ceil((last - first + 1) / 2)
    }
  }
}

async function fetchLogs(
  client: ChainClient,
  filters: readonly Filter[],
  first: number,
  last: number,
  signal: AbortSignal | undefined,
): Promise<Log[]> {
  const range = { fromBlock: toHex(first), toBlock: toHex(last) }
  const found = await pRetry(
    () =>
      Promise.all(
        filters.map(filter => client.request({ method: 'eth_getLogs', params: [{ ...filter, ...range }] })),
      ),
    {
      retries: RETRIES,
      minTimeout: RETRY_MS,
      shouldRetry: ({ error }) => !isTooMuch(error),
      ...(signal && { signal }),
    },
  )
  const logs = found.flat() as RpcLog[]
  const times = await timesOf(client, logs)
  return logs
    .map(log => toLog(log, times))
    .sort((one, other) => one.block - other.block || one.index - other.index)
}

/** The RPC answers, but not to so many blocks or with so many results; or it is too long about it. */
function isTooMuch(error: unknown): boolean {
  const { name, status } = error as { name?: string; status?: number }
  if (name === 'HttpRequestError') return status === 400 || status === 413
  return /^(TimeoutError|.*Rpc(Request)?Error)$/.test(name ?? '')
}

function toLog(
  { address, topics, data, blockNumber, logIndex, transactionHash }: RpcLog,
  times: Map<number, number>,
) {
  const block = Number(blockNumber)
  const index = Number(logIndex)
  const at = times.get(block) ?? 0
  return { address, topics: [...topics], data, block, index, hash: transactionHash as Hash, at } as Log
}

/** Times of the blocks of some logs: as many nodes add them, else asked for. */
async function timesOf(client: ChainClient, logs: readonly RpcLog[]): Promise<Map<number, number>> {
  const times = new Map<number, number>()
  const missing = new Set<number>()
  for (const { blockNumber, blockTimestamp } of logs as (RpcLog & { blockTimestamp?: Hash })[]) {
    if (blockTimestamp) times.set(Number(blockNumber), Number(blockTimestamp) * 1000)
    else missing.add(Number(blockNumber))
  }
  const blocks = [...missing]
  for (let at = 0; at < blocks.length; at += BLOCKS_AT_ONCE) {
    const some = blocks.slice(at, at + BLOCKS_AT_ONCE).map(async block => {
      const { timestamp } = await getBlock(client, { blockNumber: BigInt(block) })
      times.set(block, Number(timestamp) * 1000)
    })
    await Promise.all(some)
  }
  return times
}

/** What was kept, if it is of this chain: a local one begins anew, and no chain is final for ever. */
async function recall(client: ChainClient, key: string): Promise<Logs | undefined> {
  const kept = await (await store()).get('logs', key)
  if (kept === undefined) return undefined
  const block = await getBlock(client, { blockNumber: BigInt(kept.through) }).catch(error => {
    if (error.name === 'BlockNotFoundError') return undefined
    throw toChainError(error)
  })
  return block?.hash === kept.hash ? kept : undefined
}

async function keep(client: ChainClient, key: string, through: number, logs: readonly Log[]): Promise<void> {
  // A chain that is gone keeps what was read out of the store; the next reading begins where this one did.
  const block = await getBlock(client, { blockNumber: BigInt(through) }).catch(() => undefined)
  if (block === undefined) return
  const final = logs.filter(log => log.block <= through)
  await (await store()).put('logs', { through, hash: block.hash, logs: final }, key)
}

async function finalBlock(client: ChainClient): Promise<number> {
  const final = await getBlock(client, { blockTag: 'finalized' }).catch(() => undefined)
  if (final) return Number(final.number)
  return Math.max(0, Number(await getBlockNumber(client, { cacheTime: 0 })) - UNSURE_BLOCKS)
}

function toHex(block: number): Hash {
  return `0x${block.toString(16)}`
}
