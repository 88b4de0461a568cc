import type { Heard } from './received.ts'

/** Samples that are handed on at once, some 20 ms: a multiple of what is rendered at once. */
const BATCH = 1024

/** Hands on what it hears, as two channels, to the port that it gets. */
class TapProcessor extends AudioWorkletProcessor {
  #port: MessagePort | undefined
  #samples = new Float32Array(2 * BATCH)
  #filled = 0

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.#port = data
    }
  }

  process(inputs: Float32Array[][]): boolean {
    const [left, right] = inputs[0] ?? []
    if (left === undefined || right === undefined) return true
    this.#samples.set(left, this.#filled)
    this.#samples.set(right, BATCH + this.#filled)
    this.#filled += left.length
    if (this.#filled < BATCH) return true
    const at = currentTime + (left.length - BATCH) / sampleRate
    const heard: Heard = { samples: this.#samples, rate: sampleRate, at }
    this.#port?.postMessage(heard, [this.#samples.buffer])
    this.#samples = new Float32Array(2 * BATCH)
    this.#filled = 0
    return true
  }
}

registerProcessor('tap', TapProcessor)
