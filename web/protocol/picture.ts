/** What can be wanted of a file's picture. */

/** Shapes to cut it to, wide by high; `all` keeps it whole. */
export const SHAPES = ['all', '16:9', '4:3', '1:1', '9:16'] as const
export type Shape = (typeof SHAPES)[number]

/** Degrees, clockwise, by which it can be turned. */
export const TURNS = [0, 90, 180, 270] as const
export type Turn = (typeof TURNS)[number]

/** Frame rates that it can be held to; 0 keeps its own. */
export const FILE_FRAMERATES = [0, 24, 30, 60] as const
