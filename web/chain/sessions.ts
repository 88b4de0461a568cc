import { zeroAddress } from 'viem'
import { ask } from './calls.ts'
import { toChainError } from './errors.ts'
import { drawnFilters, sessionFilters, toEvents } from './events.ts'
import { type ReadOptions, readLogs } from './logs.ts'
import type { Chain } from './open.ts'
import { readProtocol, startOf } from './protocol.ts'
import type { Address, FoundSession, Protocol, SessionFunds } from './types.ts'

/**
 * All sessions that an account ever opened, the newest first, whatever became of their keys. Rejects with
 * MillraceError, or as aborted.
 */
export async function findSessions(
  chain: Chain,
  owner: Address,
  options: ReadOptions = {},
): Promise<FoundSession[]> {
  const logs = await readLogs(chain, `${owner}:sessions`, sessionFilters(chain, owner), options)
  const opened = new Map<Address, Date>()
  for (const event of toEvents(logs)) {
    if (event.eventName !== 'SessionOpened' || opened.has(event.args.key)) continue
    opened.set(event.args.key, new Date(event.log.at))
  }
  const found = [...opened].map(async ([key, openedAt]) => {
    return { key, openedAt, drawn: await readDrawn(chain, key, options) }
  })
  return (await Promise.all(found)).reverse()
}

async function readDrawn(chain: Chain, key: Address, { signal }: ReadOptions): Promise<bigint> {
  const logs = await readLogs(chain, `${key}:drawn`, drawnFilters(chain, key), { ...(signal && { signal }) })
  return toEvents(logs).reduce(
    (sum, event) => (event.eventName === 'WinningTicketTransfer' ? sum + event.args.amount : sum),
    0n,
  )
}

/** How sessions stand in the newest block; keys that were never opened are left out. Rejects with MillraceError. */
export async function readSessions<T extends { key: Address }>(
  chain: Chain,
  keys: readonly T[],
): Promise<(T & SessionFunds)[]> {
  try {
    const protocol = await readProtocol(chain)
    const all = keys.map(async each => ({ ...each, ...(await readSession(chain, protocol, each.key)) }))
    return (await Promise.all(all)).filter(({ owner }) => owner !== zeroAddress)
  } catch (error) {
    throw toChainError(error)
  }
}

async function readSession(chain: Chain, protocol: Protocol, key: Address): Promise<SessionFunds> {
  const [[owner, lastRound], [sender, reserve]] = await Promise.all([
    ask(chain, 'TicketBroker', 'getSession', [key]),
    ask(chain, 'TicketBroker', 'getSenderInfo', [key]),
  ] as const)
  const expiry = Number(lastRound)
  const withdrawRound = Number(sender.withdrawRound)
  const outlived = expiry + protocol.ticketValidityPeriod
  const round = withdrawRound === 0 ? outlived : Math.min(withdrawRound, outlived)
  const funds = { deposit: sender.deposit, reserve: reserve.fundsRemaining, expiry, withdrawRound }
  return {
    key,
    owner,
    ...funds,
    endsAt: startOf(protocol, expiry + 1),
    from: { round, at: startOf(protocol, round) },
    state: stateOf(funds, round, protocol.round),
  }
}

function stateOf(
  {
    deposit,
    reserve,
    expiry,
    withdrawRound,
  }: Pick<SessionFunds, 'deposit' | 'reserve' | 'expiry' | 'withdrawRound'>,
  from: number,
  round: number,
): SessionFunds['state'] {
  if (deposit + reserve === 0n) return 'empty'
  if (from <= round) return 'ready'
  if (withdrawRound > 0) return 'unlocking'
  return expiry < round ? 'over' : 'open'
}

/**
 * The last round of a session that is to go on for so long.
 * @param session one that there is already is not cut short
 */
export function expiryAfter(
  { round, blocksLeft, roundLength, blockSeconds }: Protocol,
  ms: number,
  session: Pick<SessionFunds, 'expiry'> | undefined,
): number {
  // Chains that make blocks by hand may show no time between them.
  const blocks = ms / 1000 / Math.max(blockSeconds, 1 / 10)
  const chosen = round + Math.max(0, Math.ceil((blocks - blocksLeft) / roundLength))
  return Math.max(chosen, session?.expiry ?? 0)
}
