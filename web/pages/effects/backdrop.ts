import { openPicked } from '../../ask/picked.ts'
import { toJpeg } from '../../codec/jpeg.ts'
import { backdropName } from '../../protocol/backdrops.ts'
import { MillraceError, toError } from '../../protocol/errors.ts'
import { MAX_BACKDROP_BYTES, MAX_BACKDROP_SIDE } from '../../protocol/limits.ts'

/** A picture of the streamer's own that is put behind them. */
export type OwnBackdrop = { backdrop: string; picture: Uint8Array<ArrayBuffer> }

/** The first one at which it is small enough is taken. */
const SIDES = [MAX_BACKDROP_SIDE, 960, 640, 320]

/**
 * Makes of a picture, of a person's own or of an address, what goes with an order.
 * @throws MillraceError not-found: it cannot be read; bad-input: it is no picture; too-large
 */
export async function openOwnBackdrop(input: File | string, signal: AbortSignal): Promise<OwnBackdrop> {
  const picked = await openPicked(input, signal)
  if (picked.kind !== 'picture') {
    throw new MillraceError('bad-input', `${picked.name} is no picture.`, {
      hint: 'Pick a PNG, JPEG or WebP.',
    })
  }
  const picture = await pack(picked.bitmap).finally(() => picked.bitmap.close())
  signal.throwIfAborted()
  return { backdrop: backdropName(picture), picture }
}

async function pack(bitmap: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  const longer = Math.max(bitmap.width, bitmap.height)
  let error = new MillraceError('too-large', 'The picture has more in it than can be sent.')
  for (const side of SIDES) {
    const scale = Math.min(1, side / longer)
    const size = {
      width: Math.max(1, Math.round(bitmap.width * scale)),
      height: Math.max(1, Math.round(bitmap.height * scale)),
    }
    try {
      return await toJpeg(bitmap, size, MAX_BACKDROP_BYTES)
    } catch (thrown) {
      error = toError(thrown)
    }
  }
  throw error
}
