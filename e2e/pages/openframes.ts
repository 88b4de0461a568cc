/** Every frame that this Worker has got or made and that was open when it was last looked at. */
const frames = new Set<VideoFrame>()

function watch(frame: VideoFrame): VideoFrame {
  frames.add(frame)
  return frame
}

/** Keeps an eye on all frames from now on: those of decoders, those that are made, and copies. */
export function watchFrames(): void {
  const { VideoDecoder: Decoder, VideoFrame: Frame } = globalThis
  globalThis.VideoDecoder = class extends Decoder {
    constructor({ output, error }: VideoDecoderInit) {
      super({ output: frame => output(watch(frame)), error })
    }
  }
  globalThis.VideoFrame = new Proxy(Frame, {
    construct: (target, parameters) => watch(Reflect.construct(target, parameters)),
  })
  const { clone } = Frame.prototype
  Frame.prototype.clone = function () {
    return watch(clone.call(this))
  }
}

/** The same for frames that come out of a stream. */
export function watchStream(stream: ReadableStream<VideoFrame>): void {
  const iterate = stream[Symbol.asyncIterator].bind(stream)
  const watched = async function* () {
    for await (const frame of iterate()) yield watch(frame)
  }
  Object.defineProperty(stream, Symbol.asyncIterator, { value: watched })
}

/** How many frames nobody has closed; a closed one has no size. */
export function openFrames(): number {
  for (const frame of frames) if (frame.codedWidth === 0) frames.delete(frame)
  return frames.size
}
