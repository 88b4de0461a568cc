/** Values that are kept of what holds from some segment on: older segments than all of them have the oldest. */
const MAX_KEPT = 16

/** A value that changes at the start of segments, and is still known for the last ones. */
export type Since<T> = {
  /** From this segment on it is another, whatever was said of later ones. */
  set(segment: number, value: T): void
  at(segment: number): T
}

export function createSince<T>(first: T): Since<T> {
  let changes = [{ segment: 0, value: first }]
  return {
    set(segment, value) {
      changes = [...changes.filter(each => each.segment < segment), { segment, value }].slice(-MAX_KEPT)
    },
    at(segment) {
      const [oldest] = changes
      return (changes.findLast(each => each.segment <= segment) ?? (oldest as (typeof changes)[number])).value
    },
  }
}
