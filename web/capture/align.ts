/** A frame that came so much quicker than all before it shows that those were late, µs; less is jitter. */
const CORRECTION_US = 20_000

/**
 * Puts the timestamps of one device on the stream's clock. Devices count from different zeros; what they have in
 * common is when their frames arrive, and the frame that was under way for the shortest time tells it best.
 *
 * @returns the time on the stream's clock, µs, for a device's timestamp and an arrival on the stream's clock, µs
 */
export function createAlignment(): (timestamp: number, arrival: number) => number {
  let offset = Number.POSITIVE_INFINITY
  let before = Number.NEGATIVE_INFINITY
  return (timestamp, arrival) => {
    // A device that starts anew counts from another zero.
    if (timestamp < before) offset = Number.POSITIVE_INFINITY
    before = timestamp
    if (arrival - timestamp < offset - CORRECTION_US) offset = arrival - timestamp
    return Math.round(timestamp + offset)
  }
}
