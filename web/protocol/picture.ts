/** What can be wanted of a file's picture. */

/** Shapes to give it, wide by high; `all` keeps its own. */
export const SHAPES = ['all', '16:9', '4:3', '1:1', '9:16'] as const
export type Shape = (typeof SHAPES)[number]

/** How it is given another shape: what is too much of it is cut off, or black bars are put beside it. */
export const FITS = ['crop', 'bars'] as const
export type Fit = (typeof FITS)[number]

/** Degrees, clockwise, by which it can be turned. */
export const TURNS = [0, 90, 180, 270] as const
export type Turn = (typeof TURNS)[number]

/** Frame rates that it can be held to; 0 keeps its own. */
export const FILE_FRAMERATES = [0, 24, 30, 60] as const
