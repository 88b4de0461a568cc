/** Painting a picture from words: asked for of a text, offered, measured and priced beside the effects. */
export const IMAGINE = { id: 'imagine', name: 'A picture from words' } as const

/** Painting a clip from words: by the same net, frame by frame, at the price of its pixels. */
export const IMAGINE_CLIP = { id: 'imagine-clip', name: 'A clip from words' } as const

export type ImagineId = typeof IMAGINE.id | typeof IMAGINE_CLIP.id

/** Width and height of what is painted. */
export const IMAGINE_SIDE = 128
/** Frames of a clip: with CLIP_FRAMERATE, four seconds of them. */
export const CLIP_FRAMES = 48
/** Frames of a clip in a second. */
export const CLIP_FRAMERATE = 12

/** Whether a task is done of words. */
export function isPainted(id: string | undefined): id is ImagineId {
  return id === IMAGINE.id || id === IMAGINE_CLIP.id
}

/** How many pictures a task paints, or makes. */
export function picturesOf(id: string): number {
  return id === IMAGINE_CLIP.id ? CLIP_FRAMES : 1
}
