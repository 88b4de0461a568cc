import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey, peerIdFromString } from '@libp2p/peer-id'
import { expect, test } from 'vitest'
import { digestAll, digestOf, receiptBytes } from './digest.ts'
import { checkEvidence, type Evidence, readEvidence, writeEvidence } from './evidence.ts'
import { JOB_SAMPLES } from './messages.samples.ts'

const { body: request } = JOB_SAMPLES[0]
const frame = (timestamp: number, byte: number, segment = 7) => ({
  key: timestamp === 7_000_000,
  segment,
  timestamp,
  data: Uint8Array.of(byte, byte),
})
const source = [frame(7_000_000, 1), frame(7_500_000, 2)]
const frames = [frame(7_000_000, 3), frame(7_500_000, 4)]

const isSignedBy = async (peer: string, data: Uint8Array, signature: Uint8Array) =>
  (await peerIdFromString(peer).publicKey?.verify(data, signature)) === true

async function makeEvidence(change: Partial<Evidence> = {}): Promise<Evidence> {
  const key = await generateKeyPair('Ed25519')
  const row = frames.map(digestOf)
  const receipt = {
    segment: 7,
    track: 2,
    frames: 2,
    skipped: 0,
    bytes: 4,
    pixels: 2 * 1280 * 720,
    digests: Uint8Array.from(row.flatMap(digest => [...digest])),
    source: digestAll(source.map(digestOf)),
    took: 20,
  }
  const signature = new Uint8Array(await key.sign(receiptBytes('job-1', receipt)))
  return {
    version: 1,
    peer: peerIdFromPrivateKey(key).toString(),
    job: 'job-1',
    reason: 'Its pictures stand still.',
    at: 1_700_000_000_000,
    format: request.source,
    renditions: [...request.renditions],
    receipt: { ...receipt, signature },
    source,
    frames,
    ...change,
  }
}
const proofOf = async (change?: Partial<Evidence>) => checkEvidence(await makeEvidence(change), isSignedBy)

test('what is written is what is read, and it proves what it says', async () => {
  const evidence = await makeEvidence()
  const read = readEvidence(writeEvidence(evidence))
  expect(read).toEqual(evidence)
  expect(await checkEvidence(read, isSignedBy)).toEqual({
    signed: true,
    frames: true,
    source: true,
    closed: true,
  })
})

test('another job, other frames, another source', async () => {
  expect(await proofOf({ job: 'job-2' })).toMatchObject({ signed: false, frames: true })
  expect(await proofOf({ frames: [frame(7_000_000, 9), frame(7_500_000, 4)] })).toMatchObject({
    frames: false,
  })
  expect(await proofOf({ frames: [] })).toMatchObject({ frames: false, source: undefined })
  expect(await proofOf({ source: [frame(7_000_000, 9), frame(7_500_000, 2)] })).toMatchObject({
    signed: true,
    source: false,
  })
})

test('lost frames leave the source unproven, and a key further back lets it be disputed', async () => {
  expect(await proofOf({ frames: frames.slice(0, 1) })).toMatchObject({ frames: true, source: undefined })
  const before = frame(6_500_000, 1, 6)
  const delta = source.map(each => ({ ...each, key: false }))
  expect(await proofOf({ source: [{ ...before, key: true }, ...delta] })).toMatchObject({ closed: false })
})

test('what is no evidence is refused', () => {
  expect(() => readEvidence('{"version":1}')).toThrow('no evidence')
  expect(() => readEvidence('<html>')).toThrow('no evidence')
})
