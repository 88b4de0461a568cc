import type { Asked } from '../protocol/ask.ts'
import type { Found, Said } from '../protocol/askschema.ts'
import type { MillraceError } from '../protocol/errors.ts'

/** What is asked for, and the picture (a JPEG), the sound or the words that it is asked of. */
export type Order = { asked: Asked; bytes: Uint8Array<ArrayBuffer> }

/** What came back: a JPEG of the same size, what was found, what was said; or a PNG of what was painted, or a clip, as WebM. */
export type Answer =
  | { kind: 'picture'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'clip'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'found'; found: Found[] }
  | { kind: 'said'; said: Said[] }

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
  /** `sending`: the share that has gone out; `loading`: of the model that is there; `running`: of a sound that is written down, or a clip that is painted. */
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
