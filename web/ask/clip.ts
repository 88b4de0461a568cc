import { readI420 } from '../ai/frame.ts'
import { decodeClip } from '../codec/clip.ts'
import { MillraceError } from '../protocol/errors.ts'
import { clipToWebm } from '../record/clip.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A clip that came, as a WebM, once each of its frames was decoded. @throws MillraceError cheated: it is none */
export async function readClip(bytes: Bytes): Promise<Bytes> {
  try {
    await decodeClip(bytes, async () => {})
    return await clipToWebm(bytes)
  } catch (cause) {
    throw new MillraceError('cheated', 'It sent no clip of the length and size that was asked for.', {
      cause,
    })
  }
}

/** The planes of some of its frames. @throws MillraceError bad-input: it is none */
export async function planesOf(bytes: Bytes, frames: readonly number[]): Promise<Uint8Array[]> {
  const planes = new Map<number, Uint8Array>()
  await decodeClip(bytes, async (frame, index) => {
    if (frames.includes(index)) planes.set(index, (await readI420(frame)).planes)
  })
  return frames.map(frame => planes.get(frame) as Uint8Array)
}
