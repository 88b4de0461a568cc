import { expect, test } from 'vitest'
import { readPictureHead } from './picturefile.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const ascii = (text: string) => Buffer.from(text).toString('hex')
const riff = (chunk: string, rest: string) =>
  hex(`${ascii('RIFF')} 00000000 ${ascii(`WEBP${chunk}`)} 00000000 ${rest}`)

const PNG = '89504e470d0a1a0a 0000000d 49484452'
const EXIF = 'ffe1 0006 ffc0 0000'

test.each([
  ['a PNG', hex(`${PNG} 00000780 00000438 0806`), 'image/png', 1920, 1080],
  ['a PNG of 10^9 pixels', hex(`${PNG} 00007d00 00007a12 0806`), 'image/png', 32_000, 31_250],
  ['a PNG without pixels', hex(`${PNG} 00000000 00000438 0806`), 'image/png', 0, 1080],
  [
    'a JPEG with what looks like a frame in its Exif',
    hex(`ffd8 ${EXIF} ffffffc2 0011 08 0438 0780 03`),
    'image/jpeg',
    1920,
    1080,
  ],
  ['a lossy WebP', riff('VP8 ', '300100 9d012a 8007 3804'), 'image/webp', 1920, 1080],
  ['a lossless WebP', riff('VP8L', '2f 7fc70d01'), 'image/webp', 1920, 1080],
  ['a WebP with more to it', riff('VP8X', '10000000 7f0700 370400'), 'image/webp', 1920, 1080],
])('%s', (_, bytes, type, width, height) => {
  expect(readPictureHead(bytes)).toEqual({ type, width, height })
})

test.each([
  ['nothing', hex('')],
  ['a GIF', hex(`${ascii('GIF89a')} 80073804`)],
  ['a JPEG that begins with its pixels', hex('ffd8 ffda 0008 0000000000')],
  ['a JPEG whose segments have no length', hex('ffd8 ffe1 0000 ffe1 0000')],
  ['a PNG that is cut off', hex(`${PNG} 0000`)],
  ['another RIFF', hex(`${ascii('RIFF')} 00000000 ${ascii('WAVE')} 0000000000000000`)],
])('%s is none', (_, bytes) => {
  expect(readPictureHead(bytes)).toBeUndefined()
})
