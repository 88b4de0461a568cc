import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect, test } from 'vitest'
import { isSignedBy } from '../network/signature.ts'
import { accountOfAnswer } from '../protocol/ask.ts'
import { receiptBytes } from '../protocol/digest.ts'
import { checkEvidence, readEvidence, writeEvidence } from '../protocol/evidence.ts'
import { writeWish } from '../protocol/wish.ts'
import type { Given } from './askpeer.ts'
import { evidenceOf } from './proof.ts'

test('what was signed for an answer proves which picture went out and what came back', async () => {
  const key = await generateKeyPair('Ed25519')
  const peer = peerIdFromPrivateKey(key).toString()
  const task = { id: 'style-oil', strength: 1 }
  const order = { asked: { task, width: 2, height: 3 }, bytes: Uint8Array.of(1, 2) }
  const bytes = Uint8Array.of(3)
  const told = { ...(await accountOfAnswer(task, order.bytes, bytes, 6)), took: 5 }
  const receipt = { ...told, signature: new Uint8Array(await key.sign(receiptBytes('job-1', told))) }
  const given = { job: 'job-1', bytes, receipt, paid: 0n, ms: 5 }
  const read = readEvidence(writeEvidence(evidenceOf(peer, order, given, 'Its picture is another.')))
  expect(read).toMatchObject({ peer, job: 'job-1', reason: 'Its picture is another.' })
  const proof = { signed: true, frames: true, source: true, closed: true }
  expect(await checkEvidence(read, isSignedBy)).toEqual(proof)
  read.source[0]?.data.set([9])
  expect(await checkEvidence(read, isSignedBy)).toEqual({ ...proof, source: false })
})

test('of words there is no picture that went out', () => {
  const asked = { task: { id: 'imagine', strength: 1 }, width: 128, height: 128 }
  const order = { asked, bytes: writeWish({ words: 'a boat', seed: 7 }) }
  const evidence = evidenceOf(
    'p',
    order,
    { job: 'j', bytes: Uint8Array.of(3) } as Given,
    'Its picture is another.',
  )
  expect(evidence).not.toHaveProperty('format')
  expect(evidence.source).toMatchObject([{ data: order.bytes }])
})
