import { expose } from 'comlink'
import { findPortrait } from './likeness.ts'

const worker = {
  /** The given picture is used up. */
  find: (picture: ImageBitmap) => findPortrait(picture).finally(() => picture.close()),
}

export type LikenessWorker = typeof worker

expose(worker)
