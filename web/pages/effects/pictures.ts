import type { FileAskId } from '../../protocol/ask.ts'
import type { BackdropId } from '../../protocol/backdrops.ts'
import type { PortraitId } from '../../protocol/effects.ts'
import avatar from './avatar.jpg'
import hills from './backdrop-hills.jpg'
import lights from './backdrop-lights.jpg'
import studio from './backdrop-studio.jpg'
import sunny from './backdrop-window.jpg'
import blur from './blur.jpg'
import background from './blur-background.svg'
import faces from './blur-faces.svg'
import captions from './captions.svg'
import enlarge from './enlarge.jpg'
import noise from './less-noise.jpg'
import light from './low-light.jpg'
import none from './none.jpg'
import objects from './objects.svg'
import portrait from './portrait.svg'
import another from './replace-background.svg'
import comic from './style-comic.jpg'
import neon from './style-neon.jpg'
import oil from './style-oil.jpg'
import sketch from './style-sketch.jpg'

/** Addresses of pictures, in 16:9, that show what is done. */
export const PICTURES: Record<FileAskId | PortraitId | 'none', string> = {
  none,
  captions,
  objects,
  'style-comic': comic,
  'style-neon': neon,
  'style-oil': oil,
  'style-sketch': sketch,
  blur,
  'blur-background': background,
  'replace-background': another,
  'blur-faces': faces,
  avatar,
  'less-noise': noise,
  'low-light': light,
  portrait,
  enlarge,
}

/** The same of backgrounds of our own. */
export const BACKDROP_PICTURES: Record<BackdropId, string> = { studio, window: sunny, lights, hills }
