/** Painting a picture from words: asked for of a text, offered, measured and priced beside the effects. */
export const IMAGINE = { id: 'imagine', name: 'A picture from words' } as const

/** Painting a clip from words: by the same net, frame by frame, at the price of its pixels. */
export const IMAGINE_CLIP = { id: 'imagine-clip', name: 'A clip from words' } as const

/** Painting a picture of any words: by a large net of others', on computers whose owners have taken it from a hub for that. */
export const IMAGINE_ANY = { id: 'sd-turbo', name: 'A picture from any words' } as const

export type ImagineId = typeof IMAGINE.id | typeof IMAGINE_CLIP.id | typeof IMAGINE_ANY.id

/** Width and height of what our own net paints. */
export const IMAGINE_SIDE = 128
/** Width and height of a picture of any words. */
export const ANY_SIDE = 512
/** Frames of a clip: with CLIP_FRAMERATE, four seconds of them. */
export const CLIP_FRAMES = 48
/** Frames of a clip in a second. */
export const CLIP_FRAMERATE = 12

/** Whether a task is done of words. */
export function isPainted(id: string | undefined): id is ImagineId {
  return isStill(id) || id === IMAGINE_CLIP.id
}

/** Tasks whose painting is one picture. */
export type Still = Exclude<ImagineId, typeof IMAGINE_CLIP.id>

export function isStill(id: unknown): id is Still {
  return id === IMAGINE.id || id === IMAGINE_ANY.id
}

/** Whether who asks can do it again: the model of any words is on the computers of those alone who have taken it from a hub. */
export function isCheckable(id: string): boolean {
  return id !== IMAGINE_ANY.id
}

/** Width and height of what a task paints. */
export function sideOf(id: string): number {
  return id === IMAGINE_ANY.id ? ANY_SIDE : IMAGINE_SIDE
}

/** How many pictures a task paints, or makes. */
export function picturesOf(id: string): number {
  return id === IMAGINE_CLIP.id ? CLIP_FRAMES : 1
}
