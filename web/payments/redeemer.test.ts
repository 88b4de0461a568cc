import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Chain } from '../chain/open.ts'
import * as redeem from '../chain/redeem.ts'
import type { Hash } from '../chain/types.ts'
import type { Signer } from '../chain/wallet.ts'
import { MillraceError } from '../protocol/errors.ts'
import { openLedger } from './ledger.ts'
import { startRedeemer } from './redeemer.ts'
import type { Redemption, Winner } from './types.ts'

vi.mock('../chain/redeem.ts')

const ACCOUNT = '0x00000000000000000000000000000000000000aa'
const times = { block: 100, round: 5, begun: true, left: 10, roundLength: 20, validity: 2, gasPrice: 1n }
const ON_ITS_WAY = winner(1, 5)
const TOO_LATE = winner(2, 1)
const SENT: Redemption = {
  ...{ nonce: 3, hash: '0x77', block: 90, gas: 250n, gasPrice: 100n, at: 0 },
  winners: [ON_ITS_WAY.id],
}

function winner(number: number, creationRound: number): Winner {
  const id: Hash = `0x${number.toString(16).padStart(64, '0')}`
  return {
    ...{ id, recipient: ACCOUNT, sender: ACCOUNT, faceValue: 100n, winProb: 2n ** 250n, senderNonce: number },
    ...{ recipientRand: 7n, recipientRandHash: id, auxData: '0x', signature: '0x', expirationBlock: 9 },
    ...{ creationRound, wonAt: 0, state: 'waiting', hash: undefined, fee: 0n, reason: '' },
  }
}

beforeEach(() => {
  vi.mocked(redeem.readTimes).mockResolvedValue(times)
  vi.mocked(redeem.isUsed).mockResolvedValue(false)
  vi.mocked(redeem.outcomeOf).mockResolvedValue({ state: 'waiting' })
  vi.mocked(redeem.redeemGas).mockRejectedValue(new MillraceError('reverted', 'The sender has no funds.'))
  vi.mocked(redeem.nextRedemption).mockResolvedValue({ ...SENT, hash: undefined, gas: 0n, gasPrice: 90n })
  vi.mocked(redeem.sendRedemption).mockImplementation(async (_chain, _signer, redemption) => redemption)
})
afterEach(() => void vi.resetAllMocks())

/** A redemption is late, and another winner's time is over. @returns once a block was looked at */
async function lookOnce() {
  const ledger = await openLedger({ append: async () => {}, read: async () => [], replace: async () => {} })
  for (const won of [ON_ITS_WAY, TOO_LATE]) await ledger.won(won)
  await ledger.change(ON_ITS_WAY.id, { state: 'sent' })
  await ledger.setRedemption(SENT)
  let onblock = () => {}
  const listen = (listener: { onblock(): void }) => {
    onblock = listener.onblock
    return () => {}
  }
  const signer = async () => ({ account: { address: ACCOUNT } }) as unknown as Signer
  const client = { pollingInterval: 60_000 }
  const chain = { client, head: { listen, renew() {} } } as unknown as Chain
  const redeemer = startRedeemer(chain, { ledger, signer, isAutomatic: () => true })
  onTestFinished(redeemer.close)
  onblock()
  await expect.poll(() => redeem.sendRedemption).toHaveBeenCalled()
  await expect.poll(() => ledger.winners().map(({ state }) => state)).toEqual(['lost', 'sent'])
  return { ledger, redeemer }
}

test('what cannot be estimated any more is sent again, with the gas it had', async () => {
  const { ledger } = await lookOnce()
  expect(vi.mocked(redeem.sendRedemption).mock.calls[0]?.[2]).toMatchObject({
    nonce: 3,
    gas: 250n,
    gasPrice: 130n,
  })
  expect(ledger.redemption()).toMatchObject({ gas: 250n, gasPrice: 130n })
})

test('a redemption that fails does not stop the rest, and is told of', async () => {
  vi.mocked(redeem.sendRedemption).mockRejectedValue(new MillraceError('too-little', 'No ether.'))
  const { redeemer } = await lookOnce()
  await expect.poll(() => redeemer.state().error?.code).toBe('too-little')
})
