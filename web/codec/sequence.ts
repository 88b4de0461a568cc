import { codecOf, findSps } from './annexb.ts'

type Encoded = { key: boolean; timestamp: number; duration: number; data: Uint8Array }

/**
 * Hands encoded frames to a decoder. Where a key of H.264 in Annex B brings another sequence parameter set than the one
 * before, it is another encoder's: the decoder gives out all it holds and begins anew, as what frames it keeps back, and
 * how many, was the former one's.
 *
 * @throws what the decoder throws
 */
export function startSequence(decoder: VideoDecoder, config: VideoDecoderConfig): (encoded: Encoded) => void {
  const isAnnexB = /^avc/.test(config.codec) && config.description === undefined
  let current: Uint8Array | undefined
  decoder.configure(config)

  const follow = (data: Uint8Array) => {
    const sps = findSps(data)
    if (sps === undefined) return
    if (current !== undefined && !isSame(current, sps)) {
      // It fails where the decoder does, which tells that itself.
      decoder.flush().catch(() => {})
      decoder.configure({ ...config, codec: codecOf(sps) })
    }
    current = sps.slice()
  }

  return ({ key, timestamp, duration, data }) => {
    if (key && isAnnexB) follow(data)
    decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, duration, data }))
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
