import { MillraceError } from './errors.ts'
import type { Packet } from './file.ts'
import type { PacketHead } from './fileschema.ts'

/** What packets are, without their data, which follow one behind the other. */
export function headsOf(packets: readonly Packet[]): PacketHead[] {
  return packets.map(({ timestamp, duration, key, data }) => ({
    ...{ timestamp, duration, key, bytes: data.byteLength },
  }))
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
