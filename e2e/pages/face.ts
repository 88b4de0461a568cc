type Colour = readonly [red: number, green: number, blue: number]

const SKIN: Colour = [224, 172, 140]
const HAIR: Colour = [64, 40, 28]
export const PUPIL: Colour = [40, 26, 20]
export const WALL: Colour = [186, 60, 150]

/** A drawn face: its middle, in widths of the picture, how it is tilted (clockwise, radians), and how far its mouth is open, 0..1. */
export type Drawn = {
  middle: number
  tilt: number
  open: number
  /** How far its pupils are from the middle of the eyes, in heights of the picture; absent: not at all. */
  look?: readonly [right: number, down: number]
}

/** A face that nets take for one, before a wall in a colour of its own; bytes red, green, blue, alpha. */
export function drawFace({ width, height }: { width: number; height: number }, face: Drawn): Uint8Array {
  const data = new Uint8Array(width * height * 4).fill(255)
  const [cos, sin] = [Math.cos(face.tilt), Math.sin(face.tilt)]
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [x, y] = [(column - face.middle * width) / height, row / height - 0.5]
      data.set(colourAt(x * cos + y * sin, y * cos - x * sin, face), (row * width + column) * 4)
    }
  }
  return data
}

/** @param x from the middle of the face, in heights of the picture @param y the same, down */
function colourAt(x: number, y: number, { open, look: [right, down] = [0, 0] }: Drawn): Colour {
  const inside = (left: number, top: number, wide: number, high: number) =>
    ((Math.abs(x) - left) / wide) ** 2 + ((y - top) / high) ** 2
  const pupil = Math.hypot(x - Math.sign(x) * 0.1 - right, y + 0.09 - down)
  const light = 1 - 0.35 * (x + 0.2) ** 2 - 0.3 * Math.max(0, Math.abs(x) - 0.12)
  const shaded = ([red, green, blue]: Colour): Colour => [red * light, green * light, blue * light]
  if (inside(0.1, -0.09, 0.05, 0.024) < 1) return pupil < 0.022 ? PUPIL : [245, 240, 236]
  if (inside(0.1, -0.1, 0.058, 0.03) < 1) return shaded([170, 115, 95])
  if (inside(0.1, -0.155, 0.065, 0.014) < 1) return HAIR
  if (inside(0.025, 0.075, 0.014, 0.009) < 1) return shaded([120, 70, 60])
  if (inside(0, 0.06, 0.045, 0.03) < 1 && y > 0.06) return shaded([190, 135, 110])
  if (Math.abs(x) < 0.014 && y > -0.1 && y < 0.06) return shaded([236, 188, 158])
  if (inside(0, 0.165, 0.06, 0.004 + 0.05 * open) < 1) return [70, 20, 25]
  if (inside(0, 0.165, 0.085, 0.024 + 0.05 * open) < 1) return shaded([190, 85, 85])
  if (inside(0, 0.02, 0.225, 0.3) < 1) return shaded(SKIN)
  if (inside(0, -0.06, 0.27, 0.33) < 1 && y < 0.1) return HAIR
  if (Math.abs(x) < 0.1 && y > 0.2 && y < 0.42) return shaded([196, 146, 118])
  if (inside(0, 0.62, 0.45, 0.25) < 1) return [50, 70, 120]
  return WALL
}
