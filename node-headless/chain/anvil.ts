import { findFoundry } from '../../contracts/foundry.ts'
import { ExitError } from '../exit.ts'
import { run } from '../process.mjs'

/** A local chain listens within this time, even on a machine that is busy. */
const START_LIMIT_MS = 60_000
const POLL_MS = 50

export type Anvil = {
  rpc: string
  /** Resolves when the process has ended, however it did. */
  ended: Promise<{ code: number; output: string }>
  close(): Promise<void>
}

export type AnvilOptions = {
  port: number
  chainId: number
  /** Every transaction makes a block; with this, there is one after so many seconds anyway. */
  blockTime?: number
  /** File that the state is read from, and written to at the end. */
  state?: string
}

/**
 * Starts a local chain on loopback. Resolves when it answers.
 * @throws ExitError failed when it cannot be started: no Foundry for this platform, or the port is taken
 */
export async function startAnvil({ port, chainId, blockTime, state }: AnvilOptions): Promise<Anvil> {
  const binary = findFoundry('anvil')
  if (binary === undefined) {
    throw new ExitError(
      'failed',
      `There is no local chain (anvil) for ${process.platform} on ${process.arch}.`,
      'Install Foundry, so that `anvil` is on the PATH, or do without: --no-chain.',
    )
  }
  const ending = new AbortController()
  const args = ['--silent', '--host', '127.0.0.1', '--port', `${port}`, '--chain-id', `${chainId}`]
  if (blockTime !== undefined) args.push('--block-time', `${blockTime}`, '--mixed-mining')
  if (state !== undefined) args.push('--state', state)
  let over = false
  const ended = run(binary, args, { signal: ending.signal })
    .catch(error => ({ code: -1, output: String(error) }))
    .finally(() => {
      over = true
    })
  const rpc = `http://127.0.0.1:${port}`

  const deadline = Date.now() + START_LIMIT_MS
  while (!(await answers(rpc, chainId))) {
    if (over || Date.now() > deadline) {
      ending.abort()
      const { output } = await ended
      throw new ExitError('failed', `The local chain (anvil) did not start: ${output.trim() || 'no answer'}`)
    }
    await new Promise(wake => setTimeout(wake, POLL_MS))
  }
  return {
    rpc,
    ended,
    async close() {
      ending.abort()
      await ended
    },
  }
}

async function answers(rpc: string, chainId: number): Promise<boolean> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(rpc, { method: 'POST', headers, body })
    .then(response => response.json())
    .catch(() => undefined)
  return Number(answer?.result) === chainId
}
