import * as v from 'valibot'
import entries from '../../../models/hub.json' with { type: 'json' }
import { unknownModel } from '../errors.ts'
import { tensor } from '../registry.ts'

const file = {
  /** Behind the entry's address. */
  path: v.string(),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  blake3: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
}
const net = v.object({
  ...file,
  inputs: v.array(tensor),
  outputs: v.array(tensor),
  /** Sizes that shapes name. */
  dimensions: v.record(v.string(), v.number()),
})

export const hubEntry = v.object({
  id: v.string(),
  task: v.picklist(['imagine']),
  name: v.string(),
  /** Where its files are; names a revision, so that it always has the same ones. */
  url: v.string(),
  licence: v.object({ name: v.string(), address: v.string() }),
  credit: v.string(),
  needs: v.object({
    provider: v.picklist(['webgpu', 'wasm']),
    /** Of WebGPU. */
    features: v.array(v.picklist(['shader-f16'])),
    /** Bytes, about. */
    memory: v.number(),
  }),
  /** Pairs of pieces of words that become one, the most frequent first. */
  merges: v.object(file),
  /** Numbers of pieces of words. */
  vocabulary: v.object(file),
  /** Of tokens makes what a text means. */
  encoder: net,
  /** Finds the noise in a picture of that. */
  denoiser: net,
  /** Makes pixels of what is left. */
  decoder: net,
})

/** A model of others that its licence keeps from being served beside the pages: downloaded from a hub by who wants to offer it. */
export type Hub = v.InferOutput<typeof hubEntry>
export type HubFile = Hub['merges']
export type HubNet = Hub['encoder']

export const HUBS: readonly Hub[] = v.parse(v.array(hubEntry), entries)

/** @throws MillraceError not-found */
export function findHub(id: string): Hub {
  const found = HUBS.find(hub => hub.id === id)
  if (found === undefined) throw unknownModel(id)
  return found
}

/** What is downloaded, the largest last. */
export function filesOf({ merges, vocabulary, encoder, denoiser, decoder }: Hub): HubFile[] {
  return [merges, vocabulary, decoder, encoder, denoiser]
}

/** What is downloaded, bytes. */
export function hubBytes(hub: Hub): number {
  return filesOf(hub).reduce((sum, { bytes }) => sum + bytes, 0)
}
