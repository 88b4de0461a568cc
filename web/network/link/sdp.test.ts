import { expect, test } from 'vitest'
import { withBitrates } from './sdp.ts'

const sdp =
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n'

test('VP8 gets a start and a ceiling for its rate', () => {
  expect(withBitrates(sdp, 2_000_000)).toBe(
    sdp.replace(
      'VP8/90000\r\n',
      'VP8/90000\r\na=fmtp:96 x-google-start-bitrate=2000;x-google-max-bitrate=12000\r\n',
    ),
  )
  expect(withBitrates(sdp, 8_000_000)).toContain('x-google-start-bitrate=3000;x-google-max-bitrate=48000')
})

test('a description without VP8 stays as it is', () => {
  const data = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n'
  expect(withBitrates(data, 2_000_000)).toBe(data)
})
