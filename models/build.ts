import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MODELS, type Model } from '../web/ai/registry.ts'
import { convertWebsr } from './convert/websr.ts'

const project = join(import.meta.dirname, '..')

/** The ONNX file of a model, made from what its source is. The same bytes every time. */
export async function buildModel({ source }: Model): Promise<Uint8Array<ArrayBuffer>> {
  const file = join(project, source.file)
  if (source.format === 'websr') return convertWebsr(JSON.parse(await readFile(file, 'utf8')))
  return new Uint8Array(await readFile(file))
}

/** Every model that is served, by its path beside the pages. */
export function buildModels(): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  return Promise.all(MODELS.map(async model => ({ path: model.path, bytes: await buildModel(model) })))
}
