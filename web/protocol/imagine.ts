/** Painting a picture from words: asked for of a text, offered, measured and priced beside the effects. */
export const IMAGINE = { id: 'imagine', name: 'A picture from words' } as const

export type ImagineId = typeof IMAGINE.id

/** Width and height of what is painted. */
export const IMAGINE_SIDE = 128
