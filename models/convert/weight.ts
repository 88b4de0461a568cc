/** Numbers of a model, in the order in which their shape says: floats, whole numbers, or the bits of half-precision floats. */
export type Weight = {
  data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>
  shape: number[]
}

/** The same weights with their four axes in another order. */
export function transpose({ data, shape }: Weight, order: [number, number, number, number]): Weight {
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1))
  const turned = order.map(axis => shape[axis] ?? 1)
  const [a = 1, b = 1, c = 1, d = 1] = turned
  const [p = 0, q = 0, r = 0, s = 0] = order.map(axis => steps[axis])
  const to = data instanceof Uint16Array ? new Uint16Array(data.length) : new Float32Array(data.length)
  let at = 0
  for (let i = 0; i < a; i += 1)
    for (let j = 0; j < b; j += 1)
      for (let k = 0; k < c; k += 1)
        for (let l = 0; l < d; l += 1) to[at++] = data[i * p + j * q + k * r + l * s] as number
  return { data: to, shape: turned }
}
