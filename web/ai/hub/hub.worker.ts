import { expose, transfer } from 'comlink'
import { toPng } from '../../codec/png.ts'
import { type Code, MillraceError, toError } from '../../protocol/errors.ts'
import { ANY_SIDE, IMAGINE_ANY } from '../../protocol/imagine.ts'
import { readWish } from '../../protocol/wish.ts'
import type { OnProgress } from '../load.ts'
import { downloadHub } from './download.ts'
import { openPainter, type Painter } from './painter.ts'
import { findHub } from './registry.ts'

/** Errors lose their code on the way between Workers and pages. */
export type Outcome<Value> =
  | { value: Value }
  | { failure: { code: Code; message: string; hint: string | undefined } }

const hub = findHub(IMAGINE_ANY.id)
const leaving = new AbortController()
let painter: Promise<Painter> | undefined
/** One picture at a time. */
let painting: Promise<unknown> = Promise.resolve()

const worker = {
  download: (onprogress: OnProgress) => settle(() => downloadHub(hub, onprogress, leaving.signal)),
  /** Ends the download. */
  cancel: () => leaving.abort(new MillraceError('ended', 'The download was cancelled.')),
  /** @returns pixels per second that it paints once it is warm */
  measure: (onprogress: OnProgress) =>
    settle(async () => {
      const { paint } = await open(onprogress)
      await paint('a lighthouse by the sea', 1)
      const began = performance.now()
      await paint('a lighthouse by the sea', 2)
      return (ANY_SIDE ** 2 * 1000) / (performance.now() - began)
    }),
  /** @param input words and a seed @param onready it is loaded, and this picture's turn @returns a PNG */
  paint: (input: Uint8Array, onprogress: OnProgress, onready: () => void) =>
    settle(async () => {
      const { words, seed } = readWish(input, IMAGINE_ANY.id)
      const turn = painting.then(async () => {
        const { paint } = await open(onprogress)
        onready()
        return toPng(await paint(words, seed))
      })
      painting = turn.catch(() => {})
      const made = await turn
      return transfer(made, [made.buffer])
    }),
}

/** Stays open: to load it takes longer than to paint. */
function open(onprogress: OnProgress): Promise<Painter> {
  painter ??= openPainter(hub, onprogress)
  return painter
}

async function settle<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await work() }
  } catch (thrown) {
    const { code, message, hint } = toError(thrown)
    return { failure: { code, message, hint } }
  }
}

export type HubWorker = typeof worker

expose(worker)
