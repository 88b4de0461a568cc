import * as v from 'valibot'
import entries from '../../models/registry.json' with { type: 'json' }

const dimension = v.union([v.number(), v.string()])
/** What goes into a net, or comes out of it. */
export const tensor = v.object({
  /** What is in braces stands for all that there are. */
  name: v.string(),
  type: v.optional(v.picklist(['float32', 'int32', 'int64', 'bool']), 'float32'),
  /** Numbers, and names of what follows the size of the picture, or the length of the sound. */
  shape: v.array(dimension),
  range: v.optional(v.tuple([v.number(), v.number()])),
  /** Order of the colour channels, if it is a picture. */
  colour: v.optional(v.picklist(['RGB'])),
})

const entry = v.object({
  id: v.string(),
  task: v.picklist(['style', 'faces', 'background', 'objects', 'enlarge', 'imagine', 'speech']),
  version: v.string(),
  /** A file of a package or of our own, and what has to be done to make ONNX of it. */
  source: v.object({
    file: v.string(),
    format: v.picklist(['style', 'enlarge', 'imagine', 'tfjs', 'tflite', 'onnx']),
    /** Byte of the file at which it begins; absent: the first. */
    begin: v.optional(v.number()),
    /** The one step of a `tfjs` file's graph whose result is wanted; absent: all that it gives. */
    output: v.optional(v.string()),
  }),
  /** Of the ONNX file. */
  bytes: v.number(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  licence: v.picklist(['MIT', 'Apache-2.0']),
  credit: v.string(),
  inputs: v.array(tensor),
  outputs: v.array(tensor),
  /** For a pixel of its input, or of its output where that alone is a picture. */
  multiplyAdds: v.optional(v.number(), 0),
  /** More of them on a CPU gain nothing: steps of small nets are over before the others have begun. */
  threads: v.number(),
  /** Where its results have been held against onnxruntime's own. */
  checked: v.array(v.picklist(['wasm', 'webgpu'])),
})

/** @property path where it is served, beside the pages; another name for other bytes */
export type Model = v.InferOutput<typeof entry> & { path: string }

export const MODELS: readonly Model[] = v
  .parse(v.array(entry), entries)
  .map(model => ({ ...model, path: `models/${model.id}.${model.sha256.slice(0, 8)}.onnx` }))
