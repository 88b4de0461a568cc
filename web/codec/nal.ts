/** The units of a frame in Annex B: what lies between start codes, without the zeros that may follow. */
export function* nalUnits(data: Uint8Array): Generator<Uint8Array> {
  let start = -1
  for (let at = data.indexOf(1, 2); at !== -1; at = data.indexOf(1, at + 1)) {
    if (data[at - 1] !== 0 || data[at - 2] !== 0) continue
    if (start !== -1) yield trimmed(data.subarray(start, at - 2))
    start = at + 1
  }
  if (start !== -1) yield trimmed(data.subarray(start))
}

function trimmed(unit: Uint8Array): Uint8Array {
  let end = unit.byteLength
  while (end > 0 && unit[end - 1] === 0) end -= 1
  return unit.subarray(0, end)
}
