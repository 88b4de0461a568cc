import type { Address } from '../../chain/types.ts'
import { browserJournal } from '../../payments/journal.ts'
import { openLedger } from '../../payments/ledger.ts'
import { startRedeemer } from '../../payments/redeemer.ts'
import type { Ledger, Redeemer } from '../../payments/types.ts'
import { host } from '../host.ts'
import type { OpenedChain } from '../openchain.ts'
import { takeLock, type Waiting } from './lock.ts'

/** The books of one account in this page. */
export type Books = { account: Address; ledger: Ledger; redeemer: Redeemer; close(): void }

/**
 * Opens an account's ledger and redeems what it holds. Of two tabs that are paid to one account, the second would write
 * over what the first has: it waits.
 */
export async function openBooks(
  { chain, wallet }: OpenedChain,
  account: Address,
  isAutomatic: () => boolean,
  waiting: Waiting,
): Promise<Books> {
  const name = `${chain.place.chainId}-${chain.addresses.TicketBroker}-${account}`.toLowerCase()
  const release = await takeLock(`millrace-ledger-${name}`, waiting)
  try {
    const ledger = await openLedger(host().journal ?? (await browserJournal(name)))
    const redeemer = startRedeemer(chain, { ledger, signer: wallet.signer, isAutomatic })
    return {
      ...{ account, ledger, redeemer },
      close() {
        redeemer.close()
        release()
      },
    }
  } catch (thrown) {
    release()
    throw thrown
  }
}
