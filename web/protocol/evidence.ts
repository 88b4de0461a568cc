import { fromString } from 'uint8arrays/from-string'
import { toString as asText } from 'uint8arrays/to-string'
import * as v from 'valibot'
import type { Chunk } from './chunk.ts'
import { digestAll, digestOf, receiptBytes, splitDigests } from './digest.ts'
import { MillraceError } from './errors.ts'
import { crop } from './fileschema.ts'
import { MAX_FILE_SEGMENT_FRAMES } from './limits.ts'
import { jobBodies, receiptOf, renditions } from './schema.ts'

const frame = v.object({
  key: v.boolean(),
  segment: v.number(),
  timestamp: v.number(),
  data: v.instance(Uint8Array<ArrayBuffer>),
})
const { job, source: format } = jobBodies.request.entries

const evidence = v.object({
  version: v.literal(1),
  /** Of the orchestrator. */
  peer: v.string(),
  job,
  /** What it did, in plain words. */
  reason: v.string(),
  /** Unix ms. */
  at: v.number(),
  /** None of a sound or of words. */
  format: v.exactOptional(format),
  /** What of the source's picture was ordered, of a file. */
  crop: v.exactOptional(crop),
  /** None of a request: it is about the answer to it. */
  renditions,
  receipt: receiptOf(MAX_FILE_SEGMENT_FRAMES),
  /** The source's frames from a key on to the end of the segment, in decode order; of a request the picture, the sound or the words that went out. */
  source: v.array(frame),
  /** What came of the rendition that the receipt is about; of a request the answer. */
  frames: v.array(frame),
})

/** That an orchestrator cheated, so that a third party can check it. */
export type Evidence = v.InferOutput<typeof evidence>

/** What evidence proves. Whether the pictures differ, who decodes them sees. */
export type Proof = {
  /** The receipt is that peer's, for this job. */
  signed: boolean
  /** The receipt tells of these frames. */
  frames: boolean
  /** The receipt tells of these frames of the source; undefined where frames are missing, so that nobody can tell. */
  source: boolean | undefined
  /** The segment's source can be decoded from what the receipt covers: nobody can have added frames before it. */
  closed: boolean
}

/** @param isSignedBy whether a peer signed some bytes: network/signature.ts */
export async function checkEvidence(
  { peer, job, receipt, source, frames }: Evidence,
  isSignedBy: (peer: string, data: Uint8Array, signature: Uint8Array) => Promise<boolean>,
): Promise<Proof> {
  const told = splitDigests(receipt.digests)
  const own = frames.map(each => splitDigests(digestOf(each))[0] as string)
  const made = frames.map(({ timestamp }) => source.find(each => each.timestamp === timestamp))
  const whole = own.length === receipt.frames && made.every(each => each !== undefined)
  return {
    signed: await isSignedBy(peer, receiptBytes(job, receipt), receipt.signature),
    frames: own.length > 0 && own.every(digest => told.includes(digest)),
    source: whole ? same(digestAll(made.map(each => digestOf(each as Chunk))), receipt.source) : undefined,
    closed: isClosed(receipt.segment, { source, frames }),
  }
}

/** See `Proof`. */
export function isClosed(
  segment: number,
  { source, frames }: Record<'source' | 'frames', Pick<Chunk, 'key' | 'segment' | 'timestamp'>[]>,
): boolean {
  const first = source.find(each => each.segment === segment)
  return first?.key === true && frames[0]?.timestamp === first.timestamp
}

/** As JSON: bytes in base64, whole numbers beyond JavaScript's as text. */
export function writeEvidence(value: Evidence): string {
  return JSON.stringify(value, (_, field) => {
    if (field instanceof Uint8Array) return { base64: asText(field, 'base64pad') }
    return typeof field === 'bigint' ? { whole: String(field) } : field
  })
}

/** @throws MillraceError bad-input when the text is no evidence */
export function readEvidence(text: string): Evidence {
  try {
    const value = JSON.parse(text, (_, field) => {
      if (typeof field?.base64 === 'string') return new Uint8Array(fromString(field.base64, 'base64pad'))
      return typeof field?.whole === 'string' ? BigInt(field.whole) : field
    })
    return v.parse(evidence, value)
  } catch (cause) {
    throw new MillraceError('bad-input', 'This is no evidence.', {
      hint: 'Give the file as it was downloaded from the stream, the files or the ask page.',
      cause,
    })
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
