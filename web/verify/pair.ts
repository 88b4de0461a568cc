import type { Picture } from './picture.ts'

/** Pictures of the same time. */
export type Pair = { source: Picture; rendition: Picture }

/** A player's or encoder's range of brightness is fitted within these; beyond, it is no range of any standard. */
export const GAINS = [0.75, 1.35] as const
