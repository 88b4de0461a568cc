/** Where a box lies, header included. */
export type BoxRange = { start: number; end: number }

const HEADER_BYTES = 8

/** The first box at this path, e.g. `moov`, `trak`; undefined where there is none. Boxes of 4 GiB and more are not followed. */
export function findBox(bytes: Uint8Array, ...path: string[]): BoxRange | undefined {
  let range: BoxRange | undefined = { start: -HEADER_BYTES, end: bytes.byteLength }
  for (const name of path) {
    range = range && findIn(bytes, range.start + HEADER_BYTES, range.end, name)
  }
  return range
}

function findIn(bytes: Uint8Array, from: number, until: number, name: string): BoxRange | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let start = from
  while (start + HEADER_BYTES <= until) {
    const size = view.getUint32(start)
    if (size < HEADER_BYTES || start + size > until) return undefined
    if (String.fromCharCode(...bytes.subarray(start + 4, start + HEADER_BYTES)) === name) {
      return { start, end: start + size }
    }
    start += size
  }
  return undefined
}
