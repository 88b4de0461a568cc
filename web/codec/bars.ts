import { type Rect, surroundings } from '../protocol/crop.ts'
import { MillraceError } from '../protocol/errors.ts'

/** Pixels that share a sample, its bytes, and those of a black one as a number. */
type Plane = { across: number; down: number; bytes: 1 | 2 | 4; black: number }

const ARRAYS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }
const OPAQUE_BLACK = 0xff_00_00_00

/**
 * The same picture with black around it, in the same samples: its colours stay as they are. What a decoder keeps on a
 * graphics card is read from there. The caller closes both.
 * @param place of the picture, as `placeOf` says
 * @throws MillraceError unsupported
 */
export async function barred(frame: VideoFrame, place: Rect): Promise<VideoFrame> {
  const { width, height } = frame.visibleRect as DOMRectReadOnly
  const whole = surroundings({ width, height }, place)
  // Those without a format can be read in colours alone.
  const format = frame.format ?? 'RGBA'
  let end = 0
  const planes = planesOf(format, frame.colorSpace.fullRange ?? false).map(plane => {
    const { across, down, bytes } = plane
    const stride = (whole.width / across) * bytes
    const offset = end
    const rows = whole.height / down
    const first = (whole.top / down) * stride + (whole.left / across) * bytes
    // Rows of the picture reach beyond the plane by what is left of them.
    end += Math.ceil(((rows + 1) * stride) / 4) * 4
    return { ...plane, offset, stride, samples: (rows * stride) / bytes, first: offset + first }
  })
  const buffer = new ArrayBuffer(end)
  for (const { bytes, offset, samples, black } of planes) {
    new ARRAYS[bytes](buffer, offset, samples).fill(black)
  }
  await frame.copyTo(buffer, {
    ...(frame.format === null && { format, colorSpace: 'srgb' }),
    layout: planes.map(({ first, stride }) => ({ offset: first, stride })),
  })
  const { timestamp, duration } = frame
  return new VideoFrame(buffer, {
    format,
    ...{ codedWidth: whole.width, codedHeight: whole.height },
    layout: planes.map(({ offset, stride }) => ({ offset, stride })),
    timestamp,
    ...(duration === null ? {} : { duration }),
    ...(frame.format !== null && { colorSpace: frame.colorSpace.toJSON() }),
    // TypeScript does not know it: nothing is copied where the browser does.
    ...{ transfer: [buffer] },
  })
}

/** @param format as WebCodecs names it: TypeScript knows those of 8 bits alone */
function planesOf(format: string, fullRange: boolean): Plane[] {
  if (/^(RGB|BGR)[AX]$/.test(format)) return [{ across: 1, down: 1, bytes: 4, black: OPAQUE_BLACK }]
  const luma = fullRange ? 0 : 16
  const whole = { across: 1, down: 1 }
  if (format === 'NV12') {
    return [
      { ...whole, bytes: 1, black: luma },
      { across: 2, down: 2, bytes: 2, black: 0x80_80 },
    ]
  }
  const [known, sampling, alpha, bits = '8'] = /^I(420|422|444)(A?)(?:P(10|12))?$/.exec(format) ?? []
  if (known === undefined) {
    throw new MillraceError('unsupported', `Bars cannot be put around pictures in ${format}.`)
  }
  const [bytes, unit] = [bits === '8' ? 1 : 2, 2 ** (Number(bits) - 8)] as const
  const colour: Plane = {
    across: sampling === '444' ? 1 : 2,
    down: sampling === '420' ? 2 : 1,
    ...{ bytes, black: 128 * unit },
  }
  return [
    { ...whole, bytes, black: luma * unit },
    ...[colour, colour],
    ...(alpha === 'A' ? [{ ...whole, bytes, black: 256 * unit - 1 }] : []),
  ]
}
