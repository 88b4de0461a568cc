/** Decimals of the token and of ether. */
const DECIMALS = 18
const ONE = 10n ** BigInt(DECIMALS)
/** Beyond it no token has a supply; it keeps a pasted text from growing into a huge number. */
const MAX_DIGITS = 30
/** Below it, a millionth, an amount is only said to be less. */
const LEAST = ONE / 1_000_000n
/** Gwei of one ether. */
const GWEI = 1_000_000_000n
/** What is paid for an hour of work and less is said in gwei: as ether it is mostly zeros. */
const LEAST_ETHER = ONE / 1000n

/**
 * Reads what a person typed: digits with at most one point.
 * @returns base units; undefined when it is no amount or finer than 18 decimals. Commas are none of ours: in one
 * country `1,5` is a half more than one, in another it is a slip of the hand.
 */
export function parseAmount(text: string): bigint | undefined {
  const [, whole = '', fraction = ''] = /^(\d*)(?:\.(\d*))?$/.exec(text.trim()) ?? []
  if (whole + fraction === '' || whole.length > MAX_DIGITS || fraction.length > DECIMALS) return undefined
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'))
}

/** Every digit of an amount, as `parseAmount` reads it: `1234.5`. */
export function exactAmount(amount: bigint): string {
  return spell(amount, DECIMALS, String)
}

/** An amount to be read, never more than there is: `1,234.56`, `12.3456`, `0.001234`, `< 0.000001`. */
export function formatAmount(amount: bigint): string {
  const size = amount < 0n ? -amount : amount
  if (size > 0n && size < LEAST) return `${amount < 0n ? '-' : ''}< 0.000001`
  if (size >= 1000n * ONE) return spell(amount, 2, group)
  if (size >= ONE) return spell(amount, 4, group)
  const zeros = DECIMALS - String(size).length
  return spell(amount, zeros + 4, group)
}

/** Ether to be read, with its unit: `0.001234 ETH`; less than a thousandth of one in gwei: `22,060 gwei`. */
export function formatEther(wei: bigint): string {
  return wei === 0n || wei >= LEAST_ETHER ? `${formatAmount(wei)} ETH` : `${formatAmount(wei * GWEI)} gwei`
}

function spell(amount: bigint, decimals: number, whole: (digits: bigint) => string): string {
  const size = amount < 0n ? -amount : amount
  const fraction = String(size % ONE)
    .padStart(DECIMALS, '0')
    .slice(0, decimals)
    .replace(/0+$/, '')
  const text = fraction === '' ? whole(size / ONE) : `${whole(size / ONE)}.${fraction}`
  return amount < 0n && /[1-9]/.test(text) ? `-${text}` : text
}

function group(digits: bigint): string {
  return String(digits).replace(/\B(?=(\d{3})+$)/g, ',')
}
