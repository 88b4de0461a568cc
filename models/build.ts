import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MODELS, type Model } from '../web/ai/registry.ts'
import { convertEnlarge } from './convert/enlarge.ts'
import { convertImagine } from './convert/imagine.ts'
import { convertStyle } from './convert/style.ts'
import { convertTfjs } from './convert/tfjs.ts'
import { convertTflite } from './convert/tflite.ts'

const project = join(import.meta.dirname, '..')

/** The ONNX file of a model, made from what its source is. The same bytes every time. */
export async function buildModel({ source }: Pick<Model, 'source'>): Promise<Uint8Array<ArrayBuffer>> {
  const file = await readFile(join(project, source.file))
  switch (source.format) {
    case 'onnx':
      return file
    case 'style':
      return convertStyle(file)
    case 'enlarge':
      return convertEnlarge(file)
    case 'imagine':
      return convertImagine(file)
    case 'tflite':
      return convertTflite(file.subarray(source.begin))
    case 'tfjs': {
      const weights = await readFile(join(project, source.file.replace(/json$/, 'bin')))
      return convertTfjs(JSON.parse(file.toString()), weights, source.output)
    }
  }
}

/** Every model that is served, by its path beside the pages. */
export function buildModels(): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  return Promise.all(MODELS.map(async model => ({ path: model.path, bytes: await buildModel(model) })))
}
