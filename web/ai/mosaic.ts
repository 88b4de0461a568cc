import type { Face } from './faces.ts'
import type { Pixels } from './picture.ts'

/** Cells that are left of a face from side to side: at full strength, and at hardly any. */
const FEWEST = 5
const MOST = 20
/** From brows to chin and from cheek to cheek is what is found; hair and ears are parts of a face, too. */
const REACH = 1.6
const RAISE = 0.1

/** Makes a face unrecognisable, in place: nothing is left of it but the means of a few cells, within an oval. */
export function hide({ data, width, height }: Pixels, face: Face, strength: number): void {
  const cells = Math.round(MOST - (MOST - FEWEST) * strength)
  const [wide, high] = [face.width * REACH, face.height * REACH]
  const [left, top] = [face.x - wide / 2, face.y - high / 2 - high * RAISE]
  const columns = edges(left, wide, cells, width)
  const rows = edges(top, high, cells, height)
  const oval = (x: number, y: number) =>
    ((x - left) / wide - 0.5) ** 2 + ((y - top) / high - 0.5) ** 2 <= 0.25
  for (let row = 0; row < cells; row += 1) {
    for (let column = 0; column < cells; column += 1) {
      const [x0, x1] = [columns[column] as number, columns[column + 1] as number]
      const [y0, y1] = [rows[row] as number, rows[row + 1] as number]
      const count = (x1 - x0) * (y1 - y0)
      if (count <= 0 || !oval((x0 + x1) / 2, (y0 + y1) / 2)) continue
      const sums = [0, 0, 0]
      const each = (visit: (at: number) => void) => {
        for (let y = y0; y < y1; y += 1) for (let x = x0; x < x1; x += 1) visit((y * width + x) * 4)
      }
      each(at => {
        for (let colour = 0; colour < 3; colour += 1)
          sums[colour] = (sums[colour] as number) + (data[at + colour] as number)
      })
      each(at => {
        for (let colour = 0; colour < 3; colour += 1) data[at + colour] = (sums[colour] as number) / count
      })
    }
  }
}

/** Where cells begin and end, in whole pixels within the picture. */
function edges(begin: number, length: number, cells: number, limit: number): number[] {
  return Array.from({ length: cells + 1 }, (_, index) =>
    Math.min(limit, Math.max(0, Math.round(begin + (length * index) / cells))),
  )
}
