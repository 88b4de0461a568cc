import { fromHalves } from './half.ts'
import type { Graph } from './onnx.ts'

/** Channels in and out, height and width of the kernel, and what is added around the picture. */
type Shape = { from: number; to: number; side: number; stride?: number; dilation?: number; margin: number }

/**
 * Convolutions of a net that was trained here: weights are taken one layer after another, each layer's kernel, then its bias.
 * @param file half-precision numbers
 */
export function startLayers(graph: Graph, file: Uint8Array) {
  const weights = fromHalves(file)
  let taken = 0
  const take = (count: number) => {
    taken += count
    if (taken > weights.length) throw new Error('There are fewer weights than the net has.')
    return weights.slice(taken - count, taken)
  }

  return {
    /** @returns name of the tensor */
    conv(input: string, { from, to, side, stride = 1, dilation = 1, margin }: Shape): string {
      const kernel = graph.constant(take(to * from * side * side), [to, from, side, side])
      const bias = graph.constant(take(to), [to])
      return graph.node('Conv', [input, kernel, bias], {
        kernel_shape: [side, side],
        strides: [stride, stride],
        dilations: [dilation, dilation],
        pads: [margin, margin, margin, margin],
      })
    },
    /** All have to be taken. */
    end() {
      if (taken !== weights.length) throw new Error('There are more weights than the net has.')
    },
  }
}
