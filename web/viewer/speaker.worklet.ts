import { createSpeaker } from './speaker.ts'

/** How often the Worker hears how well sound keeps its time. */
const REPORT_S = 0.25

export type SpeakerMessage = {
  start: number
  rate: number
  left: Float32Array
  right: Float32Array
  /** s of the AudioContext's time minus s of the source's time. */
  offset: number
}

class SpeakerProcessor extends AudioWorkletProcessor {
  readonly #speaker = createSpeaker()
  #port: MessagePort | undefined
  #offset = 0
  #reportedAt = 0

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.#port = data
      data.onmessage = ({ data: packet }: MessageEvent<SpeakerMessage>) => {
        this.#offset = packet.offset
        this.#speaker.push(packet)
      }
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? []
    if (left === undefined || right === undefined) return true
    this.#speaker.fill(left, right, currentTime - this.#offset, sampleRate)
    if (currentTime - this.#reportedAt > REPORT_S) {
      this.#reportedAt = currentTime
      this.#port?.postMessage(this.#speaker.late())
    }
    return true
  }
}

registerProcessor('speaker', SpeakerProcessor)
