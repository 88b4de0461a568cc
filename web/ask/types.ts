import type { Found } from '../protocol/askschema.ts'
import type { MillraceError } from '../protocol/errors.ts'
import type { Effect } from '../protocol/schema.ts'

/** A picture as it goes out: a JPEG. */
export type Picture = { bytes: Uint8Array<ArrayBuffer>; width: number; height: number }

/** What is asked for, of which picture. */
export type Order = { task: Effect; picture: Picture }

/** What came back: a JPEG of the same size, or what was found. */
export type Answer = { kind: 'picture'; bytes: Uint8Array<ArrayBuffer> } | { kind: 'found'; found: Found[] }

/** An answer, and what it took. */
export type Answered = {
  answer: Answer
  /** Of the orchestrator. */
  peer: string
  /** Expected value of the tickets that were signed for it, wei; those of orchestrators that failed included. */
  paid: bigint
  /** From the first byte sent to the last one taken, ms. */
  ms: number
  /** Whether this browser did it again, and it was the same; undefined: it was not drawn, or could not be done. */
  checked: true | undefined
}

/** How a request stands. */
export type AskEvent =
  /** Nobody is there who can do it. */
  | { kind: 'searching' }
  /** `sent`: the share of the picture that has gone out; `loading` with the share of the model that is there. */
  | {
      kind: 'asked'
      peer: string
      stage: 'connecting' | 'sending' | 'loading' | 'running' | 'taking'
      share: number
    }
  /** It is done again here, to compare it. */
  | { kind: 'checking'; peer: string }
  /** `evidence`: the job of which this browser keeps it. */
  | { kind: 'failed'; peer: string; error: MillraceError; evidence?: string | undefined }
