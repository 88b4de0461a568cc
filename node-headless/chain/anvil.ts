import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ExitError } from '../exit.ts'
import { run } from '../process.mjs'

/** A local chain listens within this time, even on a machine that is busy. */
const START_LIMIT_MS = 60_000
const POLL_MS = 50
const packages = resolve(import.meta.dirname, '../../node_modules/@foundry-rs')

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
  const ending = new AbortController()
  const args = ['--silent', '--host', '127.0.0.1', '--port', `${port}`, '--chain-id', `${chainId}`]
  if (blockTime !== undefined) args.push('--block-time', `${blockTime}`, '--mixed-mining')
  if (state !== undefined) args.push('--state', state)
  let over = false
  const ended = run(binary(), args, { signal: ending.signal })
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

/** Foundry's own binary for this platform, as npm installed it; else one on the PATH. */
function binary(): string {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  const path = join(packages, `anvil-${platform}/bin/anvil${process.platform === 'win32' ? '.exe' : ''}`)
  return existsSync(path) ? path : 'anvil'
}

async function answers(rpc: string, chainId: number): Promise<boolean> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(rpc, { method: 'POST', headers, body })
    .then(response => response.json())
    .catch(() => undefined)
  return Number(answer?.result) === chainId
}
