import * as v from 'valibot'
import { isCrop } from './crop.ts'
import * as limits from './limits.ts'
import {
  address,
  bytes,
  codec,
  count,
  description,
  effectOrder,
  jobBodies,
  name,
  receiptOf,
  rendition,
  renditionsOf,
  size,
  whole,
} from './schema.ts'

/** What each message of `/millrace/file/1` may hold. The bounds are those of limits.ts. */

/** Whole µs, before or after the file's zero. */
const time = whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
const track = whole(1, limits.MAX_RENDITIONS)
/** As WebCodecs names them. */
const PRIMARIES = ['bt709', 'bt470bg', 'smpte170m', 'bt2020', 'smpte432'] as const
const TRANSFER = ['bt709', 'smpte170m', 'iec61966-2-1', 'linear', 'pq', 'hlg'] as const
const MATRIX = ['rgb', 'bt709', 'bt470bg', 'smpte170m', 'bt2020-ncl'] as const

/** Whether it fits a picture, `isCrop` says. */
export const crop = v.object({
  left: whole(-limits.MAX_BARRED_SIDE, limits.MAX_WIDTH),
  top: whole(-limits.MAX_BARRED_SIDE, limits.MAX_HEIGHT),
  width: whole(2, limits.MAX_BARRED_SIDE),
  height: whole(2, limits.MAX_BARRED_SIDE),
})
const source = v.pipe(
  v.object({
    codec,
    ...size,
    description,
    crop: v.exactOptional(crop),
    colorSpace: v.exactOptional(
      v.object({
        primaries: v.exactOptional(v.picklist(PRIMARIES)),
        transfer: v.exactOptional(v.picklist(TRANSFER)),
        matrix: v.exactOptional(v.picklist(MATRIX)),
        fullRange: v.exactOptional(v.boolean()),
      }),
    ),
  }),
  v.check(
    ({ width, height, crop }) => crop === undefined || isCrop({ width, height, crop }),
    'its picture cannot be shown so',
  ),
)

const renditions = renditionsOf(
  v.pipe(
    v.object({ ...rendition.entries, quantizer: v.exactOptional(whole(0, limits.MAX_QUANTIZER)) }),
    v.check(
      ({ codec, quantizer }) => quantizer === undefined || codec !== 'h264',
      'H.264 is made to a bit rate',
    ),
  ),
)

/** None where a rendition's frame rate leaves none of a short segment. */
const packets = v.pipe(
  v.array(
    v.object({
      timestamp: time,
      duration: whole(0, Number.MAX_SAFE_INTEGER),
      key: v.boolean(),
      bytes: whole(1, limits.MAX_FILE_SEGMENT_BYTES),
    }),
  ),
  v.maxLength(limits.MAX_FILE_SEGMENT_FRAMES),
  v.check(([first]) => first === undefined || first.key, 'it does not begin with a key'),
  v.check(
    list => list.reduce((sum, packet) => sum + packet.bytes, 0) <= limits.MAX_FILE_SEGMENT_BYTES,
    'together they are too large',
  ),
)

const segment = v.pipe(
  v.object({
    segment: count,
    start: time,
    end: time,
    before: v.exactOptional(time),
    packets: v.pipe(packets, v.minLength(1)),
  }),
  v.check(
    ({ start, end }) => start < end && end - start <= limits.MAX_FILE_SEGMENT_MS * 1000,
    'it is empty or too long',
  ),
  v.check(({ start, before }) => before === undefined || before < start, 'what is before it is not'),
)

const { accept, refusal, end, quoteRequest, quote, payment, credit } = jobBodies

export const fileBodies = {
  request: v.object({
    job: name,
    source,
    renditions: v.pipe(renditions, v.minLength(1)),
    sender: v.exactOptional(address),
    effect: v.exactOptional(effectOrder),
  }),
  accept,
  refusal,
  segment,
  rendition: v.object({ segment: count, track, codec, description, packets }),
  data: v.object({ data: bytes(1, limits.FILE_DATA_BYTES) }),
  taken: v.object({ bytes: whole(0, Number.MAX_SAFE_INTEGER) }),
  beat: v.object({ segment: count, frames: count }),
  receipt: receiptOf(limits.MAX_FILE_SEGMENT_FRAMES),
  cancel: v.object({ segment: count }),
  cancelled: v.object({ segment: count, pixels: whole(0, Number.MAX_SAFE_INTEGER) }),
  end,
  quoteRequest,
  quote,
  payment,
  credit,
}

export type FileRequest = v.InferOutput<typeof fileBodies.request>
/** What a packet of a segment is, without its data. */
export type PacketHead = v.InferOutput<typeof packets>[number]
