import { encodePacked, type PrivateKeyAccount } from 'viem'
import { ask } from '../../web/chain/calls.ts'
import type { Chain } from '../../web/chain/open.ts'
import { hashRand, hashTicket } from '../../web/chain/ticket.ts'
import type { Address } from '../../web/chain/types.ts'
import type { Journal, JournalEntry, Winner } from '../../web/payments/types.ts'

const SURE = 2n ** 256n - 1n

let nonce = 1

/** A ticket of this round that has won, and that the chain pays as far as its sender can. */
export async function makeWinner(
  chain: Chain,
  { sender, recipient, faceValue }: { sender: PrivateKeyAccount; recipient: Address; faceValue: bigint },
): Promise<Winner> {
  const round = await ask(chain, 'RoundsManager', 'currentRound', [])
  const blockHash = await ask(chain, 'RoundsManager', 'blockHashForRound', [round])
  const senderNonce = nonce++
  const recipientRand = BigInt(senderNonce) + 77n
  const ticket = {
    ...{ recipient, sender: sender.address, faceValue, winProb: SURE, senderNonce: BigInt(senderNonce) },
    recipientRandHash: hashRand(recipientRand),
    auxData: encodePacked(['uint256', 'bytes32'], [round, blockHash]),
  }
  const id = hashTicket(ticket)
  return {
    ...ticket,
    ...{ id, senderNonce, recipientRand, expirationBlock: 0 },
    ...{
      signature: await sender.signMessage({ message: { raw: id } }),
      creationRound: Number(round),
      wonAt: Date.now(),
    },
    ...{ state: 'waiting', hash: undefined, fee: 0n, reason: '' },
  }
}

export function memoryJournal(): Journal {
  let kept: JournalEntry[] = []
  return {
    append: async entry => void kept.push(structuredClone(entry)),
    read: async () => structuredClone(kept),
    replace: async entries => {
      kept = structuredClone(entries)
    },
  }
}
