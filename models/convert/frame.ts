/** Where a window of a convolution or a pool stands: lengths along height, then width. */
export type Window = { side: number[]; strides: number[]; dilations?: number[]; same: boolean }

/**
 * What is padded for it, in ONNX's order, and the size of what comes out. With SAME, TensorFlow pads more behind
 * than before.
 */
export function frameOf(lengths: number[], { side, strides, dilations = [1, 1], same }: Window) {
  const axes = lengths.map((length, axis) => {
    const stride = strides[axis] ?? 1
    const reach = ((side[axis] ?? 1) - 1) * (dilations[axis] ?? 1) + 1
    const size = same ? Math.ceil(length / stride) : Math.floor((length - reach) / stride) + 1
    const missing = same ? Math.max(0, (size - 1) * stride + reach - length) : 0
    return { size, before: Math.floor(missing / 2), after: Math.ceil(missing / 2) }
  })
  return {
    size: axes.map(({ size }) => size),
    pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
  }
}
