/** Lumas of one moment: the source's as they are and as the fitted rendition should have them, and the rendition's. */
export type Moment = { plain: Float32Array; wanted: Float32Array; given: Float32Array }

/** Neighbours in time that are looked at, frames, and pairs of pictures that tell of one. */
const NEIGHBOURS = 12
const LEAST_PAIRS = 3
/**
 * Cells count that change by as much, levels: starved encoders lag behind what hardly moves, but not behind what does.
 * So many of them tell, in all pictures together.
 */
const MOVED = 5
const LEAST_CELLS = 100

/**
 * How far a rendition has gone from its own time to another that it fits better: 0 not at all, 1 it is that one. A fade
 * looks like another brightness of the same picture, so times are compared as they are, too.
 */
export function lateOf(moments: Moment[]): number {
  let late = 0
  for (let by = -NEIGHBOURS; by <= NEIGHBOURS; by += 1) {
    if (by === 0 || moments.length - Math.abs(by) < LEAST_PAIRS) continue
    late = Math.max(late, gone(moments, by, 'wanted'), gone(moments, by, 'plain'))
  }
  return late
}

/** 0 where its own time fits better, or too little moves to tell. */
function gone(moments: Moment[], by: number, as: 'wanted' | 'plain'): number {
  let [shared, apart, cells, toOwn, toOther] = [0, 0, 0, 0, 0]
  for (let index = Math.max(0, -by); index < Math.min(moments.length, moments.length - by); index += 1) {
    const { [as]: from, wanted, given } = moments[index] as Moment
    const { [as]: to } = moments[index + by] as Moment
    for (let cell = 0; cell < from.length; cell += 1) {
      const begin = from[cell] as number
      const end = to[cell] as number
      const step = end - begin
      if (step < MOVED && step > -MOVED) continue
      const is = given[cell] as number
      shared += (is - begin) * step
      apart += step * step
      cells += 1
      toOwn += (is - (wanted[cell] as number)) ** 2
      toOther += (is - end) ** 2
    }
  }
  return cells >= LEAST_CELLS && toOther < toOwn ? shared / apart : 0
}
