import { bytesToHex } from '@noble/hashes/utils.js'
import { MillraceError } from '../protocol/errors.ts'
import { keep, readKept } from './cache.ts'
import { unknownModel, unreachable, wrongBytes } from './errors.ts'
import { MODELS, type Model } from './registry.ts'

/** Scripts of a build stand one folder below the pages, those of the development server too. */
const here = import.meta.url

export type OnProgress = (share: number) => void

/** @throws MillraceError not-found */
export function findModel(id: string): Model {
  const model = MODELS.find(model => model.id === id)
  if (model === undefined) throw unknownModel(id)
  return model
}

/**
 * The bytes of a model, from this browser's disk or else from where the page came from.
 * @throws MillraceError bad-model, when they cannot be had, or are not those of the registry
 */
export async function loadModel(
  model: Model,
  onprogress: OnProgress = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const name = model.path.slice(model.path.lastIndexOf('/') + 1)
  const kept = await readKept(name)
  if (kept !== undefined && (await isGenuine(model, kept))) return kept
  const bytes = await download(model, onprogress)
  if (!(await isGenuine(model, bytes))) throw wrongBytes(model.id)
  await keep(name, bytes)
  return bytes
}

/** Whether these are the bytes that the registry names. */
export async function isGenuine(model: Model, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (bytes.length !== model.bytes) return false
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === model.sha256
}

/** Takes no more than the model has, whatever is sent. */
async function download(model: Model, onprogress: OnProgress): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(model.bytes)
  let length = 0
  try {
    const response = await fetch(new URL(`../${model.path}`, here))
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`)
    for await (const part of response.body) {
      if (length + part.length > bytes.length) throw wrongBytes(model.id)
      bytes.set(part, length)
      length += part.length
      onprogress(length / bytes.length)
    }
  } catch (cause) {
    throw cause instanceof MillraceError ? cause : unreachable(model.id, cause)
  }
  return bytes.subarray(0, length)
}
