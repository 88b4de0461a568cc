import { expect, test } from 'vitest'
import type { VideoFormat } from '../protocol/schema.ts'
import { succeeds } from './succeeds.ts'

const film: VideoFormat = {
  ...{ codec: 'avc1.640028', width: 1920, height: 1080, framerate: 24, bitrate: 8_000_000 },
}
const encoded = { ...film, codec: 'avc1.42e028', bitrate: 5_000_000 }
const vp9 = { ...film, codec: 'vp09.00.40.08' }
const prefixed = { ...film, description: Uint8Array.of(1, 100, 0, 40) }

test.each<[string, boolean, VideoFormat | undefined, VideoFormat | undefined]>([
  ['a film that is encoded anew, both with parameter sets in their keys', true, encoded, film],
  ['the same again, of another bit rate', true, { ...film, bitrate: 1 }, film],
  [
    'the same with the same description',
    true,
    { ...prefixed, description: prefixed.description.slice() },
    prefixed,
  ],
  ['nothing after nothing', true, undefined, undefined],
  ['the first format', false, film, undefined],
  ['a picture that is gone', false, undefined, film],
  ['another size', false, { ...encoded, height: 800 }, film],
  ['another frame rate', false, { ...encoded, framerate: 12 }, film],
  ['H.264 after VP9, which a decoder for VP9 cannot read', false, encoded, vp9],
  ['Annex B after what is described once', false, encoded, prefixed],
])('%s: %s', (_, expected, next, before) => {
  expect(succeeds(next, before)).toBe(expected)
})
