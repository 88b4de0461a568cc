/** Reads FlatBuffers: tables whose fields are found by their number in the schema. */
export type Table = {
  /** Fields that are left out have their default. */
  int(field: number, fallback?: number): number
  byte(field: number, fallback?: number): number
  text(field: number): string
  bytes(field: number): Uint8Array
  ints(field: number): number[]
  table(field: number): Table | undefined
  tables(field: number): Table[]
}

/** The root table of a file. */
export function openFlatbuffer(file: Uint8Array): Table {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return tableAt(view, view.getUint32(0, true))
}

function tableAt(view: DataView, at: number): Table {
  const directory = at - view.getInt32(at, true)
  const entries = (view.getUint16(directory, true) - 4) / 2
  /** Where a field stands, 0 if it is left out. */
  const find = (field: number) => {
    const offset = field < entries ? view.getUint16(directory + 4 + 2 * field, true) : 0
    return offset === 0 ? 0 : at + offset
  }
  const follow = (place: number) => place + view.getUint32(place, true)
  /** Where a vector begins, and how many there are in it. */
  const vector = (field: number): [begin: number, length: number] => {
    const place = find(field)
    if (place === 0) return [0, 0]
    const begin = follow(place)
    return [begin + 4, view.getUint32(begin, true)]
  }
  const bytes = (field: number) => {
    const [begin, length] = vector(field)
    return new Uint8Array(view.buffer, view.byteOffset + begin, length)
  }
  const each = <Item>(field: number, read: (place: number) => Item) => {
    const [begin, length] = vector(field)
    return Array.from({ length }, (_, index) => read(begin + 4 * index))
  }
  return {
    int: (field, fallback = 0) => (find(field) === 0 ? fallback : view.getInt32(find(field), true)),
    byte: (field, fallback = 0) => (find(field) === 0 ? fallback : view.getInt8(find(field))),
    text: field => new TextDecoder().decode(bytes(field)),
    bytes,
    ints: field => each(field, place => view.getInt32(place, true)),
    table: field => (find(field) === 0 ? undefined : tableAt(view, follow(find(field)))),
    tables: field => each(field, place => tableAt(view, follow(place))),
  }
}
