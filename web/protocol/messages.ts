import * as v from 'valibot'
import { askBodies } from './askschema.ts'
import { MillraceError, toError } from './errors.ts'
import { fileBodies } from './fileschema.ts'
import { MAX_ID_LENGTH, MAX_MESSAGE_BYTES, MAX_OFFER_BYTES, MAX_REASON_LENGTH } from './limits.ts'
import * as wire from './messages.gen.ts'
import { jobBodies, offerBody, watchBodies } from './schema.ts'

type Schemas = Record<string, v.GenericSchema>
/** One of several messages, told apart by `kind`. */
type OneOf<Bodies extends Schemas> = {
  [Kind in keyof Bodies]: { kind: Kind; body: v.InferOutput<Bodies[Kind]> }
}[keyof Bodies]

/** What a gateway and an orchestrator say to each other on `/millrace/job/1`. */
export type JobMessage = OneOf<typeof jobBodies>
/** What a gateway and an orchestrator say to each other on `/millrace/file/1`. */
export type FileMessage = OneOf<typeof fileBodies>
/** What a gateway and an orchestrator say to each other on `/millrace/ask/1`. */
export type AskMessage = OneOf<typeof askBodies>
/** What a viewer and a gateway say to each other on `/millrace/watch/1` and on a link's control channel. */
export type WatchMessage = OneOf<typeof watchBodies>
/** What an orchestrator tells everyone. */
export type Offer = v.InferOutput<typeof offerBody>

export function encodeJob({ kind, body }: JobMessage): Uint8Array {
  return wire.JobMessage.encode({ [kind]: body })
}

/** @throws MillraceError bad-message or too-large */
export function decodeJob(bytes: Uint8Array): JobMessage {
  return decodeOneOf(jobBodies, wire.JobMessage.decode, bytes)
}

export function encodeFile({ kind, body }: FileMessage): Uint8Array {
  return wire.FileMessage.encode({ [kind]: body })
}

/** @throws MillraceError bad-message or too-large */
export function decodeFile(bytes: Uint8Array): FileMessage {
  return decodeOneOf(fileBodies, wire.FileMessage.decode, bytes)
}

export function encodeAsk({ kind, body }: AskMessage): Uint8Array {
  return wire.AskMessage.encode({ [kind]: body })
}

/** @throws MillraceError bad-message or too-large */
export function decodeAsk(bytes: Uint8Array): AskMessage {
  return decodeOneOf(askBodies, wire.AskMessage.decode, bytes)
}

export function encodeWatch({ kind, body }: WatchMessage): Uint8Array {
  return wire.WatchMessage.encode({ [kind]: body })
}

/** @throws MillraceError bad-message or too-large */
export function decodeWatch(bytes: Uint8Array): WatchMessage {
  return decodeOneOf(watchBodies, wire.WatchMessage.decode, bytes)
}

export function encodeOffer(offer: Offer): Uint8Array {
  return wire.Offer.encode(offer)
}

/** @throws MillraceError bad-message or too-large */
export function decodeOffer(bytes: Uint8Array): Offer {
  return valid(offerBody, read(wire.Offer.decode, bytes, MAX_OFFER_BYTES), 'offer')
}

/** Why something was refused or ended. */
export type Refusal = { code: string; reason: string }

/** The same of anything thrown, within the bounds of the wire. */
export function toRefusal(thrown: unknown): Refusal {
  const { code, message } = toError(thrown)
  return { code: code.slice(0, MAX_ID_LENGTH), reason: message.slice(0, MAX_REASON_LENGTH) }
}

function decodeOneOf<Bodies extends Schemas>(
  bodies: Bodies,
  decode: (bytes: Uint8Array) => object,
  bytes: Uint8Array,
): OneOf<Bodies> {
  const [entry] = Object.entries(read(decode, bytes, MAX_MESSAGE_BYTES))
  if (entry === undefined) throw new MillraceError('bad-message', 'A message came that says nothing.')
  const [kind, content] = entry as [keyof Bodies & string, unknown]
  return { kind, body: valid(bodies[kind] as Bodies[typeof kind], content, kind) }
}

function read<T>(decode: (bytes: Uint8Array) => T, bytes: Uint8Array, most: number): T {
  if (bytes.byteLength > most) {
    throw new MillraceError(
      'too-large',
      `A message of ${bytes.byteLength} bytes came; ${most} are the limit.`,
    )
  }
  try {
    return decode(bytes)
  } catch (cause) {
    throw new MillraceError('bad-message', 'A message came that cannot be read.', { cause })
  }
}

function valid<S extends v.GenericSchema>(schema: S, content: unknown, kind: string): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(schema, content, { abortEarly: true })
  if (success) return output
  const [issue] = issues
  const field = v.getDotPath(issue) ?? ''
  throw new MillraceError('bad-message', `A message came out of bounds: ${kind} ${field}: ${issue.message}`)
}
