import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MillraceError } from '../../protocol/errors.ts'
import { narrow } from './offer.ts'

const number = fc.integer({ min: 0, max: 200 })
const word = fc.constantFrom(
  'H264/90000',
  'VP9/90000',
  'rtx/90000',
  'opus/48000/2',
  'apt=96',
  'profile-level-id=64',
  '$1 $&',
)
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('rtpmap', 'fmtp', 'rtcp-fb'), number, word)
    .map(([name, at, text]) => `a=${name}:${at} ${text}`),
  fc.array(number).map(numbers => `m=video 9 UDP/TLS/RTP/SAVPF ${numbers.join(' ')}`),
  fc.array(number).map(numbers => `m=audio 9 X ${numbers.join(' ')}`),
  fc.string(),
)

test('whatever a player sends, it is refused in plain words or narrowed to one codec', () => {
  fc.assert(
    fc.property(
      fc.array(line),
      fc.constantFrom('h264', 'vp9', 'av1'),
      fc.string(),
      (lines, codec, answer) => {
        try {
          const { offer, restore } = narrow(['v=0', ...lines].join('\n'), codec, 1_000_000)
          expect(offer).toMatch(/^m=video \S+ \S+ \d+( \d+)?\r?$/m)
          expect(restore(answer)).toBeTypeOf('string')
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(MillraceError)
        }
      },
    ),
    { numRuns: 500 },
  )
})
