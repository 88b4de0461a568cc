import { type Abi, type AbiItem, decodeErrorResult, type Hex } from 'viem'
import { type Code, MillraceError, toError } from '../protocol/errors.ts'
import { ABIS } from './calls.ts'
import { REVERTS, TOO_LITTLE } from './reverts.ts'

const DOCS = 'wallets-and-the-chain'
const ITEMS: readonly AbiItem[] = Object.values(ABIS).flat()

/** All custom errors: a call may fail in a contract that it did not name. */
export const ERRORS_ABI: Abi = ITEMS.filter(
  (item, index, all) => item.type === 'error' && all.findIndex(other => isError(other, item.name)) === index,
)

type Link = {
  name?: unknown
  code?: unknown
  data?: unknown
  message?: unknown
  reason?: unknown
  cause?: unknown
}
type Plain = readonly [code: Code, message: string, hint: string]

const LOST: Plain = [
  'chain-lost',
  'The chain does not answer.',
  'Look at the connection and at the RPC’s address; the page goes on when it is back.',
]
const REJECTED: Plain = [
  'rejected',
  'The wallet’s owner said no.',
  'Nothing was sent. Try again when you are ready.',
]
const NO_WALLET: Plain = [
  'no-wallet',
  'No wallet is connected.',
  'Install one or unlock it, reload, and connect.',
]
const WRONG_CHAIN: Plain = [
  'wrong-chain',
  'The wallet is on another chain.',
  'Switch it to the page’s chain. If it does not know that chain, add it.',
]
const NO_GAS: Plain = [
  'too-little',
  'There is not enough ether in the wallet for this and its fee.',
  'Send some ether to the account, then try again.',
]
const OPEN: Plain = ['busy', 'The wallet is asking already.', 'Open the wallet and answer there.']

/** By the names that viem and wagmi give, and the codes of EIP-1193 and EIP-1474, which wallets send bare. */
const KNOWN: Readonly<Record<string, Plain>> = {
  UserRejectedRequestError: REJECTED,
  4001: REJECTED,
  ResourceUnavailableRpcError: OPEN,
  [-32002]: OPEN,
  InsufficientFundsError: NO_GAS,
  ChainMismatchError: WRONG_CHAIN,
  ConnectorChainMismatchError: WRONG_CHAIN,
  SwitchChainError: WRONG_CHAIN,
  SwitchChainNotSupportedError: WRONG_CHAIN,
  ChainDisconnectedError: WRONG_CHAIN,
  4901: WRONG_CHAIN,
  4902: WRONG_CHAIN,
  ProviderNotFoundError: NO_WALLET,
  ConnectorNotFoundError: NO_WALLET,
  ConnectorNotConnectedError: NO_WALLET,
  ConnectorAccountNotFoundError: NO_WALLET,
  ConnectorUnavailableReconnectingError: NO_WALLET,
  UnauthorizedProviderError: NO_WALLET,
  ProviderDisconnectedError: NO_WALLET,
  4100: NO_WALLET,
  4900: NO_WALLET,
  TimeoutError: ['chain-lost', 'The chain did not answer in time.', LOST[2]],
  HttpRequestError: LOST,
  LimitExceededRpcError: [
    'chain-lost',
    'The chain’s RPC takes no more requests now.',
    'Wait a minute, or use another RPC.',
  ],
  NonceTooLowError: ['busy', 'The wallet sent something else meanwhile.', 'Try again.'],
  AbortError: ['ended', 'It was stopped.', 'Start it again if you want it.'],
}

/**
 * What a wallet, an RPC or a contract threw, in plain words with the next step. What no rule knows is `internal`, or
 * `reverted` with the contract's own words.
 */
export function toChainError(thrown: unknown): MillraceError {
  if (thrown instanceof MillraceError) return thrown
  const links = [...chainOf(thrown)]
  const name = revertName(thrown)
  if (name !== undefined) return revert(name, thrown)
  for (const { name, code } of links) {
    const plain = KNOWN[String(name)] ?? KNOWN[String(code)]
    if (plain !== undefined) return spell(plain, thrown)
  }
  const reverted = links.find(({ name }) => /Reverted/.test(String(name)))
  return reverted === undefined ? toError(thrown) : revert(String(reverted.reason ?? ''), thrown)
}

/** Name of the contract's error because of which a call failed; undefined when it failed otherwise. */
export function revertName(thrown: unknown): string | undefined {
  for (const link of chainOf(thrown)) {
    const name = revertOf(link)
    if (name !== undefined) return name
  }
  return undefined
}

/** The refusal that a contract's error means. */
export function revert(name: string, cause?: unknown): MillraceError {
  const [message, hint] = REVERTS[name] ?? [
    name === '' ? 'The contract refused this.' : `The contract refused this: ${name}.`,
    'Reload the page to see how things are now, then try again.',
  ]
  const code = TOO_LITTLE.includes(name) ? 'too-little' : 'reverted'
  return spell([code, message, hint], cause)
}

/** Too little ether for what is to be done and its fee. */
export function noGas(): MillraceError {
  return spell(NO_GAS, undefined)
}

/** @param wallet no wallet is connected, or it is on another chain */
export function walletError(fault: 'none' | 'elsewhere'): MillraceError {
  return spell(fault === 'none' ? NO_WALLET : WRONG_CHAIN, undefined)
}

function spell([code, message, hint]: Plain, cause: unknown): MillraceError {
  return new MillraceError(code, message, { hint, docs: DOCS, cause })
}

function* chainOf(thrown: unknown): Generator<Link> {
  let link = thrown
  for (let depth = 0; depth < 12 && typeof link === 'object' && link !== null; depth++) {
    yield link
    link = (link as Link).cause
  }
}

/** Name of the custom error that one link of a chain of causes carries. */
function revertOf({ name, data }: Link): string | undefined {
  if (name === 'ContractFunctionRevertedError') {
    return (data as { errorName?: string } | undefined)?.errorName
  }
  const raw = typeof data === 'object' && data !== null ? (data as Link).data : data
  if (typeof raw !== 'string' || !/^0x[0-9a-f]{8,}$/i.test(raw)) return undefined
  try {
    return decodeErrorResult({ abi: ERRORS_ABI, data: raw as Hex }).errorName
  } catch {
    return undefined
  }
}

function isError(item: AbiItem, name: string): boolean {
  return item.type === 'error' && item.name === name
}
