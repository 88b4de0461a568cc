import { MillraceError } from '../../protocol/errors.ts'
import type { CodecName } from '../../protocol/ladder.ts'
import { MAX_CANDIDATES, MAX_MESSAGE_BYTES } from '../../protocol/limits.ts'

/** Media sections of an offer: a player needs two, and some ask for a data channel. */
const MAX_SECTIONS = 8
/** Estimates of the way to the player begin here at the most, bits per second: more overruns a path that cannot take it. */
const MAX_START_BITRATE = 3_000_000
/** The estimate may grow to this multiple of the rendition's rate: see network/link/sdp.ts. */
const CEILING = 6
/**
 * Header extensions that say nothing of the frames: the others would tell of the carrier's, which are thrown away, and
 * a receiver that believes the dependency descriptor shows no picture.
 */
const EXTENSIONS =
  /(:sdes:mid|:toffset|\/abs-send-time|transport-wide-cc-extensions-01|:ssrc-audio-level)(?=\s|$)/
const NAMES = { h264: 'H264', vp9: 'VP9', av1: 'AV1' }

/** An offer of a player, made so narrow that its answer can only be what the stream has. */
export type Narrowed = {
  /** For this side's connection. */
  offer: string
  /** It takes Opus. */
  sound: boolean
  /** Makes of this side's answer that for the player. */
  restore(answer: string): string
}

type Payload = { number: string; name: string; parameters: string | undefined }

/**
 * Leaves of the codecs of an offer the one in which the stream's pictures are, and Opus. Chromium sends H.264 under the
 * profiles that its own encoder makes, so on this side of the offer it has one of them.
 * @param bitrate of the rendition, bits per second
 * @throws MillraceError bad-message, or unsupported where the codec is not in it
 */
export function narrow(sdp: string, codec: CodecName, bitrate: number): Narrowed {
  const [head = '', ...sections] = sdp.replaceAll(/\r?\n/g, '\r\n').split(/^(?=m=)/m)
  const candidates = sdp.match(/^a=candidate:/gm)?.length ?? 0
  const isLarge =
    sections.length > MAX_SECTIONS || candidates > MAX_CANDIDATES || sdp.length > MAX_MESSAGE_BYTES
  if (!head.startsWith('v=0') || isLarge) {
    throw new MillraceError('bad-message', 'The offer is no session description of a player.')
  }
  const [video, audio] = ['video', 'audio'].map(kind =>
    sections.findIndex(section => section.startsWith(`m=${kind} `)),
  ) as [number, number]
  const picture = bestOf(payloadsOf(sections[video] ?? ''), codec)
  if (picture === undefined) throw lacking(codec)
  const opus = payloadsOf(sections[audio] ?? '').find(({ name }) => /^opus\/48000\/2$/i.test(name))

  const narrowed = sections.map((section, index) => {
    if (index === video) return describe(keep(section, picture), picture, codec, bitrate)
    return index === audio && opus !== undefined ? keep(section, opus) : section
  })
  return {
    offer: head + narrowed.join(''),
    sound: opus !== undefined,
    restore(answer) {
      if (picture.parameters === undefined) return answer
      return answer.replace(fmtp(picture), () => `a=fmtp:${picture.number} ${picture.parameters}`)
    },
  }
}

function payloadsOf(section: string): Payload[] {
  const [, numbers = ''] = /^m=\S+ \S+ \S+((?: \d{1,3})+)/.exec(section) ?? []
  const said = new Map<string, string>()
  for (const [, of = '', words = ''] of section.matchAll(/^a=((?:rtpmap|fmtp):\d{1,3}) (.+)$/gm)) {
    if (!said.has(of)) said.set(of, words.trim())
  }
  return [...new Set(numbers.trim().split(' '))].map(number => {
    return { number, name: said.get(`rtpmap:${number}`) ?? '', parameters: said.get(`fmtp:${number}`) }
  })
}

/** The first of those that name the codec best. */
function bestOf(payloads: Payload[], codec: CodecName): Payload | undefined {
  const ranked = payloads
    .filter(({ name }) => name.toUpperCase() === `${NAMES[codec]}/90000`)
    .map(payload => ({ payload, rank: rankOf(payload, codec) }))
    .filter(({ rank }) => rank >= 0)
  return ranked.sort((one, other) => one.rank - other.rank)[0]?.payload
}

/** Below 0: pictures of this stream are not in it. */
function rankOf({ parameters = '' }: Payload, codec: CodecName): number {
  const of = (name: string) =>
    new RegExp(`(?:^|;)\\s*${name}=(\\w+)`, 'i').exec(parameters)?.[1]?.toLowerCase()
  if (codec !== 'h264') return (of(codec === 'vp9' ? 'profile-id' : 'profile') ?? '0') === '0' ? 0 : -1
  // Frames larger than a packet are cut into fragments.
  if (of('packetization-mode') === '0') return -1
  // Renditions are High, which who decodes a lower profile decodes as well; High 4:4:4 is another thing.
  return ['64', '42', '4d', '58'].indexOf(of('profile-level-id')?.slice(0, 2) ?? '42')
}

/** A section with this payload alone, and what has its lost packets sent again. */
function keep(section: string, { number }: Payload): string {
  const again = payloadsOf(section).find(({ name, parameters }) => {
    return /^rtx\//i.test(name) && parameters === `apt=${number}`
  })
  const kept = [number, ...(again ? [again.number] : [])]
  const lines = section.split('\r\n').filter(line => {
    const [, payload] = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line) ?? []
    if (payload !== undefined) return kept.includes(payload)
    if (line.startsWith('a=extmap:')) return EXTENSIONS.test(line)
    return !/^a=(rid|simulcast):/.test(line)
  })
  return lines.join('\r\n').replace(/^(m=\S+ \S+ \S+) .*$/m, `$1 ${kept.join(' ')}`)
}

/** What this side's connection is to believe of the payload. */
function describe(section: string, payload: Payload, codec: CodecName, bitrate: number): string {
  const start = Math.round(Math.min(bitrate, MAX_START_BITRATE) / 1000)
  const rates = `x-google-start-bitrate=${start};x-google-max-bitrate=${Math.round((bitrate * CEILING) / 1000)}`
  const parameters =
    codec === 'h264'
      ? 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'
      : payload.parameters
  const line = `a=fmtp:${payload.number} ${[...(parameters ? [parameters] : []), rates].join(';')}`
  if (payload.parameters !== undefined) return section.replace(fmtp(payload), () => line)
  return section.replace(new RegExp(`^a=rtpmap:${payload.number} .*$`, 'm'), map => `${map}\r\n${line}`)
}

function fmtp({ number }: Payload): RegExp {
  return new RegExp(`^a=fmtp:${number} [^\\r\\n]*`, 'm')
}

function lacking(codec: CodecName): MillraceError {
  const name = codec === 'h264' ? 'H.264 in packetization mode 1' : NAMES[codec]
  return new MillraceError(
    'unsupported',
    `The offer has no ${name}, in which the pictures of this stream are.`,
  )
}
