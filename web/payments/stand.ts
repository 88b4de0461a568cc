import { keccak_256 } from '@noble/hashes/sha3.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Address, Hash } from '../chain/types.ts'
import { toHex } from '../protocol/hex.ts'
import { createTill } from './recipient.ts'
import { createPayer } from './sender.ts'
import { checkTickets, signTickets } from './tickets.ts'
import type { Ledger, QuoteBounds, Rates, SenderFunds, Session, Winner } from './types.ts'

/** A payer and a till without a chain or Workers, for tests and benches: what the chain says is written into `chain`. */

export const ACCOUNT: Address = '0x00000000000000000000000000000000000000a1'
/** Key and address of the vectors. */
export const SESSION: Session = {
  key: `0x${'a11ce'.padStart(64, '0')}`,
  sender: '0xe05fcc23807536bee418f142d19fa0d21bb0cff7',
  owner: '0x00000000000000000000000000000000000000b2',
  chainId: 31_337,
  broker: '0x00000000000000000000000000000000000000c3',
}
export const PRICE = { wei: 60n, pixels: 1n }
/** One second of 480p, 720p and 1080p at 30 frames per second. */
export const SEGMENT_PIXELS = BigInt((854 * 480 + 1280 * 720 + 1920 * 1080) * 30)
export const BOUNDS: QuoteBounds = { account: ACCOUNT, maxPrice: PRICE, segmentPixels: SEGMENT_PIXELS }
const GWEI = 10n ** 9n
const ETHER = 10n ** 18n

export function hashOf(text: string): Hash {
  return toHex(keccak_256(utf8ToBytes(text)))
}

/** @param maxFaceValue of the till */
export async function openStand(maxFaceValue?: bigint) {
  const rates: Rates = {
    block: 1000,
    round: 7,
    creationRound: 7,
    creationRoundBlockHash: hashOf('round 7'),
    lastBlock: 5000,
    gasPrice: GWEI / 100n,
  }
  const funds: SenderFunds = {
    deposit: ETHER,
    reserve: 0n,
    claimable: 0n,
    active: true,
    withdrawRound: 0,
    expiry: 20,
  }
  const listeners = new Set<() => void>()
  const chain = {
    rates,
    funds,
    /** Reads the sender's funds. */
    read: async () => ({ ...funds }),
    /** Time passes, and who follows blocks hears of it. */
    mine(blocks = 1) {
      rates.block += blocks
      for (const listener of listeners) listener()
    },
  }
  const curve = { sign: signTickets, check: checkTickets, close() {} }
  const parts = {
    rates: {
      now: () => ({ ...rates }),
      onchange(listener: () => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      close() {},
    },
    funds: async () => chain.read(),
    curve,
  }
  const winners: Winner[] = []
  let paid = 0n
  const kept = {
    read: async () => paid,
    async add(value: bigint) {
      paid += value
    },
  }
  const ledger: Pick<Ledger, 'won' | 'pending'> = {
    async won(winner) {
      if (!winners.some(({ id }) => id === winner.id)) winners.push(winner)
    },
    pending: sender =>
      winners.reduce((sum, winner) => sum + (winner.sender === sender ? winner.faceValue : 0n), 0n),
  }
  const till = createTill({ account: ACCOUNT, price: PRICE, ledger, maxFaceValue }, parts)
  const payer = await createPayer(SESSION, { ...parts, kept })
  return {
    chain,
    winners,
    ledger,
    till,
    payer,
    reopen: () => createPayer(SESSION, { ...parts, kept }),
  }
}

export type Stand = Awaited<ReturnType<typeof openStand>>
