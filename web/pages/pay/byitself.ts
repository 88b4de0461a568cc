import { toChainError } from '../../chain/errors.ts'
import { NODE_ACCOUNT } from '../../chain/nodeaccount.ts'
import { perform } from '../../chain/perform.ts'
import { readPosition } from '../../chain/position.ts'
import { readProtocol } from '../../chain/protocol.ts'
import { expiryAfter } from '../../chain/sessions.ts'
import { TEST_ACCOUNT } from '../../chain/testaccount.ts'
import { split } from '../../payments/budget.ts'
import { leastDeposit } from '../../payments/terms.ts'
import { reportError } from '../connect.ts'
import { host } from '../host.ts'
import type { Pay } from './pay.svelte.ts'

/** How long a session that opens by itself is good for, ms. */
const TERM_MS = 7 * 24 * 3_600_000

/**
 * Opens a session with a budget, in wei, where nobody has to be asked: the headless node’s account signs, or the test
 * account of a local chain. A session that pays already is enough. A person’s wallet is never asked.
 */
export async function openByItself(pay: Pay, budget: bigint): Promise<void> {
  const { chain, wallet, session, gasPrice = 0n } = pay
  if (session !== undefined && session.deposit >= leastDeposit(gasPrice)) return
  const { place } = chain
  try {
    if (host().account !== undefined) await wallet.connect(NODE_ACCOUNT)
    else if (place.local && wallet.state().account === undefined) await wallet.connect(TEST_ACCOUNT)
    const { choice, account } = wallet.state()
    if (account === undefined || (choice !== NODE_ACCOUNT && choice !== TEST_ACCOUNT)) return
    const signer = await wallet.signer()
    const { ether } = await readPosition(chain, account)
    if (ether <= budget && place.faucet) await perform(chain, signer, { kind: 'faucet' }, () => {})
    const key = session?.key ?? (await pay.keyFor(account))
    const expiry = expiryAfter(await readProtocol(chain), TERM_MS, session)
    await perform(chain, signer, { kind: 'openSession', key, expiry, ...split(budget) }, () => {})
  } catch (thrown) {
    reportError(toChainError(thrown))
  }
}
