import { estimateFeesPerGas, estimateGas, simulateBlocks } from 'viem/actions'
import type { MillraceError } from '../protocol/errors.ts'
import { toChainError } from './errors.ts'
import type { Chain } from './open.ts'
import type { Call } from './plan.ts'
import type { Address } from './types.ts'

/** More than any one call of ours takes; for those that cannot be told before the ones before them are done. */
const UNKNOWN = 600_000n

export type Measure = { gas: bigint; guessed: boolean }

/**
 * The gas that a call may need: a quarter more than it takes now, because the chain goes on meanwhile.
 * @throws MillraceError why it would fail
 */
export async function gasOf(
  { client, addresses }: Chain,
  account: Address,
  { to, data, value }: Call,
): Promise<bigint> {
  try {
    return withMargin(await estimateGas(client, { account, to: addresses[to], data, value }))
  } catch (error) {
    throw toChainError(error)
  }
}

/** The gas of calls that build on one another, and why the first that would fail would. */
export async function measure(
  chain: Chain,
  account: Address,
  calls: readonly Call[],
): Promise<{ measures: Measure[]; fault: MillraceError | undefined }> {
  const [first, ...later] = calls
  if (first === undefined) return { measures: [], fault: undefined }
  const guesses = later.map(() => ({ gas: UNKNOWN, guessed: true }))
  try {
    const sure = { gas: await gasOf(chain, account, first), guessed: false }
    if (later.length === 0) return { measures: [sure], fault: undefined }
    const found = await simulate(chain, account, calls)
    return found === undefined
      ? { measures: [sure, ...guesses], fault: undefined }
      : { measures: [sure, ...found.measures.slice(1)], fault: found.fault }
  } catch (error) {
    const fault = toChainError(error)
    // Only a refusal of the contracts says something about the call.
    if (fault.code === 'chain-lost') throw fault
    return { measures: [{ gas: UNKNOWN, guessed: true }, ...guesses], fault }
  }
}

/** The most that a unit of gas will cost soon, wei. */
export async function gasPrice({ client }: Chain): Promise<bigint> {
  const { maxFeePerGas } = await estimateFeesPerGas(client)
  return maxFeePerGas
}

/** Runs calls one after another without sending them; undefined where the chain’s RPC cannot. */
async function simulate({ client, addresses }: Chain, account: Address, calls: readonly Call[]) {
  const requests = calls.map(({ to, data, value }) => ({ account, to: addresses[to], data, value }))
  const [block] = (await simulateBlocks(client, { blocks: [{ calls: requests }] }).catch(error => {
    if (toChainError(error).code === 'chain-lost') throw error
    return []
  })) as Awaited<ReturnType<typeof simulateBlocks>>
  if (block === undefined) return undefined
  const measures = block.calls.map(({ gasUsed }) => ({ gas: withMargin(gasUsed), guessed: true }))
  const refused = block.calls.find(({ status }) => status === 'failure')
  return { measures, fault: refused && toChainError({ data: refused.data, cause: refused.error }) }
}

function withMargin(gas: bigint): bigint {
  return (gas * 5n) / 4n
}
