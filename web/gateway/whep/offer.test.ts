import { expect, test } from 'vitest'
import { narrow } from './offer.ts'

const HEAD = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n'
const H264 = (number: number, parameters: string) => [
  `a=rtpmap:${number} H264/90000`,
  `a=rtcp-fb:${number} nack pli`,
  `a=fmtp:${number} ${parameters}`,
]
const VIDEO = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 108 109 98',
  'a=mid:0',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:toffset',
  'a=extmap:2 https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'a=recvonly',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  ...H264(102, 'level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f'),
  'a=rtpmap:103 rtx/90000',
  'a=fmtp:103 apt=102',
  ...H264(108, 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f'),
  'a=rtpmap:109 rtx/90000',
  'a=fmtp:109 apt=108',
  'a=rtpmap:98 VP9/90000',
  'a=fmtp:98 profile-id=0',
]
const AUDIO = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 63 111 0',
  'a=mid:1',
  'a=recvonly',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;stereo=1',
  'a=rtpmap:0 PCMU/8000',
]
const sdp = (...sections: string[][]) => HEAD + sections.map(lines => `${lines.join('\r\n')}\r\n`).join('')

test('of an offer the codec of the stream is left, with what has its packets sent again, and Opus', () => {
  const { offer, sound } = narrow(sdp(VIDEO, AUDIO), 'h264', 1_000_000)
  expect(sound).toBe(true)
  expect(offer.split('\r\n').slice(5)).toEqual([
    'm=video 9 UDP/TLS/RTP/SAVPF 108 109',
    'a=mid:0',
    'a=extmap:1 urn:ietf:params:rtp-hdrext:toffset',
    'a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid',
    'a=recvonly',
    'a=rtpmap:108 H264/90000',
    'a=rtcp-fb:108 nack pli',
    'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f;x-google-start-bitrate=1000;x-google-max-bitrate=6000',
    'a=rtpmap:109 rtx/90000',
    'a=fmtp:109 apt=108',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=mid:1',
    'a=recvonly',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;stereo=1',
    '',
  ])
})

test('the player gets the profile back that it has named', () => {
  const { restore } = narrow(sdp(VIDEO), 'h264', 1_000_000)
  const answer = 'm=video 9 UDP/TLS/RTP/SAVPF 108\r\na=fmtp:108 profile-level-id=42e01f\r\na=sendonly\r\n'
  expect(restore(answer)).toBe(
    'm=video 9 UDP/TLS/RTP/SAVPF 108\r\n' +
      'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f\r\na=sendonly\r\n',
  )
})

const chosen = (lines: string[], codec: 'h264' | 'vp9' | 'av1') =>
  /^m=video \S+ \S+ (\d+)/m.exec(narrow(sdp(lines), codec, 1_000_000).offer)?.[1]

test('High goes before other profiles, and what names none is taken', () => {
  const high = [...VIDEO, ...H264(110, 'packetization-mode=1;profile-level-id=64001f')]
  high[0] += ' 110'
  expect(chosen(high, 'h264')).toBe('110')
  expect(chosen(['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=rtpmap:96 h264/90000'], 'h264')).toBe('96')
  expect(chosen(VIDEO, 'vp9')).toBe('98')
})

const refused = (...given: Parameters<typeof narrow>) => {
  try {
    narrow(...given)
    return undefined
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

test('an offer without the codec, or without a video, is refused as such', () => {
  expect(refused(sdp(VIDEO), 'av1', 1)).toBe('unsupported')
  expect(refused(sdp(AUDIO), 'h264', 1)).toBe('unsupported')
  const single = [
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    ...H264(96, 'packetization-mode=0;profile-level-id=42e01f'),
  ]
  expect(refused(sdp(single), 'h264', 1)).toBe('unsupported')
  const wide = ['m=video 9 UDP/TLS/RTP/SAVPF 96', ...H264(96, 'packetization-mode=1;profile-level-id=f4001f')]
  expect(refused(sdp(wide), 'h264', 1)).toBe('unsupported')
  const deep = ['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=rtpmap:96 VP9/90000', 'a=fmtp:96 profile-id=2']
  expect(refused(sdp(deep), 'vp9', 1)).toBe('unsupported')
})

test('a line of blanks takes no longer than another', { timeout: 2000 }, () => {
  const blanks = `a=rtpmap:96 x${' '.repeat(60_000)}y`
  expect(refused(sdp(['m=video 9 UDP/TLS/RTP/SAVPF 96', blanks]), 'h264', 1)).toBe('unsupported')
})

test('what is no session description, or asks for too much, is refused', () => {
  expect(refused('', 'h264', 1)).toBe('bad-message')
  expect(refused('hello', 'h264', 1)).toBe('bad-message')
  expect(refused(sdp(...Array.from({ length: 9 }, () => VIDEO)), 'h264', 1)).toBe('bad-message')
  const candidates = Array.from({ length: 65 }, (_, at) => `a=candidate:${at} 1 udp 1 192.0.2.1 9 typ host`)
  expect(refused(sdp([...VIDEO, ...candidates]), 'h264', 1)).toBe('bad-message')
})
