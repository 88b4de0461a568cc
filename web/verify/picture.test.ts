import { expect, test } from 'vitest'
import { pictureOf } from './picture.ts'

const [WIDTH, HEIGHT] = [192, 108]
/** As BT.709 has it, in a limited range. */
const [RED, GREY] = [
  { rgb: [255, 0, 0], luma: 63, blue: 102, red: 240 },
  { rgb: [128, 128, 128], luma: 126, blue: 128, red: 128 },
]

type Options = { format?: string }

/** Red on the left, grey on the right, as a browser gives it that keeps decoded frames in `format`. */
function frameIn(format: string | null): VideoFrame {
  const colourAt = (x: number, width: number) => (x < width / 2 ? RED : GREY)
  const plane = (width: number, height: number, value: 'luma' | 'blue' | 'red') =>
    Array.from({ length: width * height }, (_, at) => colourAt(at % width, width)[value])
  const half = [WIDTH / 2, HEIGHT / 2] as const
  const i420 = [...plane(WIDTH, HEIGHT, 'luma'), ...plane(...half, 'blue'), ...plane(...half, 'red')]
  const rgba = Array.from({ length: WIDTH * HEIGHT }, (_, at) => [
    ...colourAt(at % WIDTH, WIDTH).rgb,
    255,
  ]).flat()
  const copyTo = async (data: Uint8Array, options: Options = {}) => {
    data.set(options.format === 'RGBA' ? rgba : i420)
    const [first, second] = [WIDTH * HEIGHT, (WIDTH * HEIGHT * 5) / 4]
    return [
      { offset: 0, stride: WIDTH },
      { offset: first, stride: WIDTH / 2 },
      { offset: second, stride: WIDTH / 2 },
    ]
  }
  const frame = { format, timestamp: 7, visibleRect: { width: WIDTH, height: HEIGHT }, copyTo }
  return { ...frame, allocationSize: () => i420.length } as unknown as VideoFrame
}

test.each(['BGRX', 'RGBA', null])(
  'a frame that a browser keeps as %s looks as one in planes does',
  async format => {
    const [is, wanted] = await Promise.all([
      pictureOf(frameIn(format), undefined),
      pictureOf(frameIn('I420'), undefined),
    ])
    expect(wanted?.luma[0]).toBeCloseTo(RED.luma, 1)
    for (const what of ['luma', 'chroma'] as const) {
      const apart = Array.from(wanted?.[what] ?? [], (value, at) =>
        Math.abs(value - (is?.[what][at] ?? Number.NaN)),
      )
      expect(Math.max(...apart)).toBeLessThanOrEqual(1)
    }
  },
)

test('of more than 8 bits nothing is read', async () => {
  expect(await pictureOf(frameIn('I420P10'), undefined)).toBeUndefined()
})
