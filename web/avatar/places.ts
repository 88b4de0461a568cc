/** Places of a face by their numbers in its mesh; left and right are those of the picture. */

type Eye = {
  /** Each lid from the corner to the left to the one to the right. */
  upper: readonly number[]
  lower: readonly number[]
  /** From the outer end to the inner one. */
  brow: readonly number[]
}

export const EYES: { left: Eye; right: Eye } = {
  left: {
    upper: [33, 246, 161, 160, 159, 158, 157, 173, 133],
    lower: [33, 7, 163, 144, 145, 153, 154, 155, 133],
    brow: [70, 63, 105, 66, 107],
  },
  right: {
    upper: [362, 398, 384, 385, 386, 387, 388, 466, 263],
    lower: [362, 382, 381, 380, 374, 373, 390, 249, 263],
    brow: [300, 293, 334, 296, 336],
  },
}

/** The inner edges of the lips, from the corner to the left to the one to the right. */
export const MOUTH = {
  upper: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308],
  lower: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308],
} as const

/** The edge of a face, around it from the forehead on. */
export const EDGE: readonly number[] = [
  ...[10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377],
  ...[152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109],
]

export const [FOREHEAD, CHIN, CHEEK] = [10, 152, 50]
/** In the plane of the ears. */
export const SIDES = [127, 234, 356, 454] as const

/** In the middle of the red of both lips. */
export const LIPS = [73, 11, 303, 181, 16, 405] as const
