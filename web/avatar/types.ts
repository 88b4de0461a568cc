/** Where eyes look, beside where their head does, radians: to the picture's right, and down. */
export type Gaze = { yaw: number; pitch: number }

/** What drives the avatar. Left and right are those of the picture. */
export type Pose = {
  /** The middle of the head, in shares of the picture. */
  x: number
  y: number
  /** From forehead to chin, as a share of the picture's height. */
  size: number
  /** To the picture's right, radians. */
  yaw: number
  /** Down, radians. */
  pitch: number
  /** Clockwise, radians. */
  roll: number
  /** 0 open, 1 closed. */
  blink: { left: number; right: number }
  gaze: Gaze
  /** -1 drawn down, 1 raised. */
  brows: { left: number; right: number }
  /** 0 closed, 1 open. */
  open: number
  /** -1 pursed, 1 drawn wide. */
  wide: number
  /** 0 calm, 1 corners up. */
  smile: number
}

/** The coloured disc of an eye, in pixels of a picture. */
export type Iris = { x: number; y: number; radius: number }

/** A picture of a face that is to be moved; see `Mesh` of axes.ts for its places. */
export type Portrait = {
  picture: Blob
  mesh: Float32Array
  /** Absent: it was picked when they were not looked for, and its eyes stay as they are. */
  irises?: { left: Iris; right: Iris }
  /** When it was picked, Unix ms: tells it from others. */
  picked: number
}
