/** A packet of a file on the stream's clock. */
export type Packet = {
  kind: 'video' | 'sound'
  key: boolean
  /** Presentation time, µs. */
  timestamp: number
  /** µs */
  duration: number
  data: Uint8Array
}

/** A packet with the moment at which it is to be sent, µs. */
export type Timed = Packet & { due: number }

/** Packets that may lie between decode order and presentation order: H.264 allows 16 frames of reordering. */
export const REORDER_WINDOW = 16

/**
 * How much earlier than its place in presentation order a packet has to leave so that none comes late, µs:
 * 0 without B-frames.
 *
 * @param timestamps of the first packets, in decode order
 */
export function reorderDelay(timestamps: number[]): number {
  const sorted = timestamps.toSorted((a, b) => a - b)
  const certain = timestamps.length > REORDER_WINDOW ? timestamps.slice(0, -REORDER_WINDOW) : timestamps
  return Math.max(0, ...certain.map((timestamp, index) => (sorted[index] ?? timestamp) - timestamp))
}

/**
 * Gives packets in decode order an even pace: the n-th leaves at the n-th smallest presentation time, less `delay`.
 *
 * @param delay from reorderDelay, µs
 */
export async function* inTime(packets: AsyncIterable<Packet>, delay: number): AsyncGenerator<Timed> {
  const ahead: Packet[] = []
  const times: number[] = []
  const next = (packet: Packet) => ({ ...packet, due: (times.shift() ?? packet.timestamp) - delay })

  for await (const packet of packets) {
    ahead.push(packet)
    times.splice(times.findLastIndex(time => time <= packet.timestamp) + 1, 0, packet.timestamp)
    const first = ahead.length > REORDER_WINDOW ? ahead.shift() : undefined
    if (first !== undefined) yield next(first)
  }
  for (const packet of ahead) yield next(packet)
}

/**
 * Puts sound between pictures in the order in which both leave. Sound ends with the picture: what begins later
 * belongs to no frame.
 */
export async function* interleave(
  video: AsyncIterable<Timed>,
  sound: AsyncIterator<Packet>,
): AsyncGenerator<Timed> {
  let end = 0
  let heard = await sound.next()
  for await (const packet of video) {
    while (!heard.done && heard.value.timestamp <= packet.due) {
      yield { ...heard.value, due: heard.value.timestamp }
      heard = await sound.next()
    }
    end = Math.max(end, packet.timestamp + packet.duration)
    yield packet
  }
  while (!heard.done && heard.value.timestamp + heard.value.duration / 2 < end) {
    yield { ...heard.value, due: heard.value.timestamp }
    heard = await sound.next()
  }
}
