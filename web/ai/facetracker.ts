import type { Mesh } from '../avatar/axes.ts'
import { type Crop, toInput, toPicture } from './crop.ts'
import { cropAround, cropOf } from './facecrop.ts'
import { distinct, readFaces, toInput as toFaceInput, viewsOf } from './faces.ts'
import type { Pixels } from './picture.ts'
import type { Session } from './session.ts'

/** Height and width of what the net that follows a face looks at. */
const SIDE = 192
/** Below this it is no face any more, and is looked for anew. */
const MIN_SURE = 0.5

/**
 * Finds the surest face of a picture, and follows it from one picture to the next.
 * @returns its mesh; undefined: there is no face
 */
export function startTracker(finder: Session, follower: Session) {
  let crop: Crop | undefined

  const find = async (pixels: Pixels) => {
    const [whole] = viewsOf(pixels)
    const [face] = distinct(readFaces(await finder.run({ input: toFaceInput(pixels, whole) }), whole))
    return face && cropOf(face)
  }

  const follow = async (pixels: Pixels, from: Crop) => {
    const { Identity_1: sure, Identity_2: places } = await follower.run({
      input: toInput(pixels, from, SIDE),
    })
    if (places === undefined || !((sure?.data[0] ?? 0) >= MIN_SURE)) return undefined
    return toPicture(places.data, from, SIDE)
  }

  return async (pixels: Pixels): Promise<Mesh | undefined> => {
    let mesh = crop && (await follow(pixels, crop))
    if (mesh === undefined) {
      const found = await find(pixels)
      mesh = found && (await follow(pixels, found))
    }
    crop = mesh && cropAround(mesh)
    return mesh
  }
}
