/** Painting a picture from words: asked for of a text, offered, measured and priced beside the effects. */
export const IMAGINE = { id: 'imagine', name: 'A picture from words' } as const

export type ImagineId = typeof IMAGINE.id

/** Width and height of what is painted. */
export const IMAGINE_SIDE = 128

/** Painting a clip from words: the same net, frame by frame, while what is in the picture moves. Priced by the pixels of all frames. */
export const IMAGINE_CLIP = { id: 'imagine-clip', name: 'A clip from words' } as const

/** Frames of a clip, four seconds of them. */
export const CLIP_FRAMES = 48
/** Frames of a clip a second. */
export const CLIP_FRAMERATE = 12

export type PaintedId = ImagineId | typeof IMAGINE_CLIP.id

/** Whether a task is done of words. */
export function isPainted(id: string): id is PaintedId {
  return id === IMAGINE.id || id === IMAGINE_CLIP.id
}

/** Frames that are painted for a task. */
export function framesOf(id: string): number {
  return id === IMAGINE_CLIP.id ? CLIP_FRAMES : 1
}
