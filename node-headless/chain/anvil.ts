import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFoundry } from '../../contracts/foundry.ts'
import { ExitError } from '../exit.ts'
import { run } from '../process.mjs'

/** A local chain listens within this time, even on a machine that is busy. */
const START_LIMIT_MS = 60_000
const POLL_MS = 50
/** Blocks whose state can be asked for; those, events and receipts before them stay. More would be written to disk. */
const STATES_KEPT = 1000

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
  /** File that the state is read from. */
  state?: string
  /** RPC of a chain to begin as a copy of. */
  fork?: string
}

/**
 * Starts a local chain on loopback. Resolves when it answers.
 * @throws ExitError failed when it cannot be started: no Foundry for this platform, or the port is taken
 */
export async function startAnvil({ port, chainId, blockTime, state, fork }: AnvilOptions): Promise<Anvil> {
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
  args.push('--prune-history', `${STATES_KEPT}`)
  if (blockTime !== undefined) args.push('--block-time', `${blockTime}`, '--mixed-mining')
  if (state !== undefined) args.push('--load-state', state)
  if (fork !== undefined) args.push('--fork-url', fork)
  // It writes this file as soon as it listens: that something answers at the port does not tell that it is this one.
  const folder = await mkdtemp(join(tmpdir(), 'millrace-chain-'))
  const sign = join(folder, 'listening.json')
  args.push('--config-out', sign)
  let over = false
  const ended = run(binary, args, { signal: ending.signal, leashed: true })
    .catch(error => ({ code: -1, output: String(error) }))
    .finally(() => {
      over = true
      return rm(folder, { recursive: true, force: true })
    })

  const deadline = Date.now() + START_LIMIT_MS
  while (!existsSync(sign)) {
    if (over || Date.now() > deadline) {
      ending.abort()
      const { output } = await ended
      throw new ExitError('failed', `The local chain (anvil) did not start: ${output.trim() || 'no answer'}`)
    }
    await new Promise(wake => setTimeout(wake, POLL_MS))
  }
  await rm(folder, { recursive: true, force: true })
  return {
    rpc: `http://127.0.0.1:${port}`,
    ended,
    async close() {
      ending.abort()
      await ended
    },
  }
}
