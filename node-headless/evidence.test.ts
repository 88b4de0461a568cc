import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestAll, digestOf, receiptBytes } from '../web/protocol/digest.ts'
import { writeEvidence } from '../web/protocol/evidence.ts'
import { JOB_SAMPLES } from '../web/protocol/messages.samples.ts'
import { writeWish } from '../web/protocol/wish.ts'
import { explainEvidence } from './evidence.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-evidence-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** @param task of a request; undefined: it is of a segment @param sent of the request */
async function explained(job: string, task?: string, sent = Uint8Array.of(1)): Promise<string> {
  const isAnswer = task !== undefined
  const [{ body: request }] = JOB_SAMPLES
  const key = await generateKeyPair('Ed25519')
  const frame = { key: true, segment: 0, timestamp: 0, data: sent }
  const counts = { segment: 0, track: 1, frames: 1, skipped: 0, bytes: 1, pixels: 8, took: 1 }
  const receipt = { ...counts, digests: digestOf(frame), source: digestAll([digestOf(frame)]) }
  const effect = isAnswer ? { effect: { id: task, strength: 1 } } : {}
  const told = { ...receipt, ...effect }
  const signature = new Uint8Array(await key.sign(receiptBytes('job-1', told)))
  const file = join(folder, `${job}.json`)
  await writeFile(
    file,
    writeEvidence({
      ...{ version: 1, peer: peerIdFromPrivateKey(key).toString(), job, reason: 'It cheats.', at: 0 },
      ...{ format: request.source, renditions: isAnswer ? [] : [...request.renditions] },
      receipt: { ...told, signature },
      ...{ source: [frame], frames: [frame] },
    }),
  )
  return (await explainEvidence(file)).join('\n')
}

test('evidence says whether it is signed and what it covers', async () => {
  const good = await explained('job-1')
  expect(good).toContain('It cheats.')
  expect(good).toContain('is signed by')
  expect(good).toContain('tells of the rendition')
  expect(await explained('job-2')).toContain('NOT signed')
})

test('of a request it says what went out, what came back and what was asked', async () => {
  const answer = await explained('job-1', 'style-oil')
  expect(answer).toContain('tells of what is in here that went out')
  expect(answer).toContain('tells of the answer')
  expect(answer).toContain('“style-oil”')
  expect(answer).not.toContain('segment')
})

test('of what was painted it says of which words and which seed', async () => {
  const sent = writeWish({ words: 'a red boat', seed: 7 })
  expect(await explained('job-1', 'imagine', sent)).toContain('“a red boat”, with the seed 7')
  expect(await explained('job-1', 'imagine')).toContain('nothing that can be painted')
})
