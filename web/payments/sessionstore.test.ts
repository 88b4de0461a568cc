import 'fake-indexeddb/auto'
import { privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { hashTicket, type Ticket } from '../chain/ticket.ts'
import { heldSessions, makeSession } from './sessionstore.ts'

const PLACE = { chainId: 31_337, broker: `0x${'ab'.repeat(20)}` } as const
const OWNER = `0x${'01'.repeat(20)}` as const

test('a key is fresh, and kept for its chain, contract and owner', async () => {
  const [one, other] = [await makeSession(PLACE, OWNER), await makeSession(PLACE, OWNER)]
  expect(privateKeyToAddress(one.key)).toBe(one.sender)
  expect(other.key).not.toBe(one.key)
  expect(one).toMatchObject({ ...PLACE, owner: OWNER })
  const held = await heldSessions(PLACE)
  expect(held).toHaveLength(2)
  expect(held).toEqual(expect.arrayContaining([one, other]))
  expect(await heldSessions({ ...PLACE, chainId: 1 })).toEqual([])
  expect(await heldSessions({ ...PLACE, broker: OWNER })).toEqual([])
})

test('two tabs that pay from one session at once never sign the same ticket', async () => {
  const place = { ...PLACE, chainId: 7 }
  const { sender } = await makeSession(place, OWNER)
  const [first, second] = [await heldSessions(place), await heldSessions(place)]
  expect(first).toEqual(second)
  // The recipient draws a number for each job's quote; the tabs count from 1 on each of theirs.
  const ticketOf = (recipientRandHash: Ticket['recipientRandHash']): Ticket => ({
    recipient: OWNER,
    sender,
    faceValue: 1n,
    winProb: 1n,
    senderNonce: 1n,
    recipientRandHash,
    auxData: '0x',
  })
  const [one, other] = [ticketOf(`0x${'11'.repeat(32)}`), ticketOf(`0x${'22'.repeat(32)}`)]
  expect(hashTicket(one)).not.toBe(hashTicket(other))
})
