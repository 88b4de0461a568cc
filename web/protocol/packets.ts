import { concatBytes } from '@noble/hashes/utils.js'
import { MillraceError } from './errors.ts'
import type { Packet } from './file.ts'
import type { PacketHead } from './fileschema.ts'

/** What packets are, without their data, which follow one behind the other. */
export function headsOf(packets: readonly Packet[]): PacketHead[] {
  return packets.map(({ timestamp, duration, key, data }) => ({
    ...{ timestamp, duration, key, bytes: data.byteLength },
  }))
}

/** The data of packets, one behind the other. Where they lie so in memory already, as gathered ones do, nothing is copied. */
export function wholeOf(packets: readonly Packet[]): Uint8Array<ArrayBuffer> {
  const [first] = packets
  const bytes = packets.reduce((sum, { data }) => sum + data.byteLength, 0)
  let end = first?.data.byteOffset ?? 0
  const lieSo = packets.every(({ data }) => {
    const does = data.buffer === first?.data.buffer && data.byteOffset === end
    end += data.byteLength
    return does
  })
  if (first && lieSo) return new Uint8Array(first.data.buffer as ArrayBuffer, first.data.byteOffset, bytes)
  return concatBytes(...packets.map(({ data }) => data)) as Uint8Array<ArrayBuffer>
}

/** Puts packets together from their heads and the data that come behind. */
export type Gatherer = {
  /** @returns all packets when the last byte has come. @throws MillraceError bad-message: more came than was told */
  push(data: Uint8Array): Packet[] | undefined
}

export function gatherPackets(heads: readonly PacketHead[]): Gatherer {
  const whole = new Uint8Array(heads.reduce((sum, { bytes }) => sum + bytes, 0))
  let filled = 0
  return {
    push(data) {
      if (filled + data.byteLength > whole.byteLength) {
        throw new MillraceError('bad-message', 'More data came than the packets have.')
      }
      whole.set(data, filled)
      filled += data.byteLength
      return filled < whole.byteLength ? undefined : cut(whole, heads)
    },
  }
}

function cut(whole: Uint8Array, heads: readonly PacketHead[]): Packet[] {
  let offset = 0
  return heads.map(({ bytes, ...head }) => {
    const data = whole.subarray(offset, offset + bytes)
    offset += bytes
    return { ...head, data }
  })
}
