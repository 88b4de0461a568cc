/** What the contracts say that an account could claim. Tokens' smallest unit, and wei. */
export type Seen = { stake: bigint; fees: bigint }

/** Operations, in the order of `Kind` in Histories.t.sol. */
export const KINDS = [
  'begin',
  'round',
  'bond',
  'unbond',
  'rebond',
  'rebondFromUnbonded',
  'transferBond',
  'claim',
  'withdrawFees',
  'reward',
  'terms',
  'fees',
  'slash',
] as const

/** An operation that the contracts let pass; `x` and `y` are its figures, the rest what was seen after it. */
export type Line = {
  kind: (typeof KINDS)[number]
  who: number
  to: number
  x: bigint
  y: bigint
  seen: Seen
  seenTo: Seen
}

const LINE_BYTES = 99
const FIGURE_BYTES = 16

/** Reads a history that Histories.t.sol wrote. */
export function readHistory(file: Buffer): Line[] {
  const lines: Line[] = []
  for (let at = 0; at < file.length; at += LINE_BYTES)
    lines.push(readLine(file.subarray(at, at + LINE_BYTES)))
  return lines
}

function readLine(line: Buffer): Line {
  const figure = (n: number) => {
    const at = 3 + n * FIGURE_BYTES
    return BigInt(`0x${line.toString('hex', at, at + FIGURE_BYTES)}`)
  }
  const kind = KINDS[line.readUInt8(0)]
  if (kind === undefined) throw new Error('unknown operation')
  return {
    kind,
    who: line.readUInt8(1),
    to: line.readUInt8(2),
    x: figure(0),
    y: figure(1),
    seen: { stake: figure(2), fees: figure(3) },
    seenTo: { stake: figure(4), fees: figure(5) },
  }
}
