/** Sound that waits to be played; beyond, the oldest goes. */
const MAX_QUEUE_S = 2
/** Off by more than this, sound jumps to its time; by less, it glides there. */
const MAX_GLIDE_S = 0.04
/** Fastest glide, for the largest error; small ones are glided away unheard. The clock shrinks its delay more slowly. */
const MAX_BEND = 0.1
/** Packets that follow each other this closely are one sound. */
const SEAM_S = 0.003

/** Sound with the time at which it is to be heard. */
export type Packet = {
  /** s of the source's time at which it begins. */
  start: number
  rate: number
  left: Float32Array
  right: Float32Array
}

/** Plays packets at the clock's time, sample by sample: a little faster or slower where the clocks drift apart. */
export type Speaker = {
  push(packet: Packet): void
  /**
   * Fills one block.
   * @param now s of the source's time that is to be heard at its first sample
   * @param rate samples per second of the block
   */
  fill(left: Float32Array, right: Float32Array, now: number, rate: number): void
  /** s by which the sound comes after its time (negative: before); undefined while it is silent. */
  late(): number | undefined
}

export function createSpeaker(): Speaker {
  const queue: Packet[] = []
  /** s of the source's time that is played next. */
  let position: number | undefined
  let late: number | undefined

  const end = (packet: Packet) => packet.start + packet.left.length / packet.rate
  const forgetBefore = (time: number) => {
    const kept = queue.findIndex(packet => end(packet) > time)
    queue.splice(0, kept === -1 ? queue.length : kept)
  }
  /** Where to go on: at the position, if it is near the time wanted. */
  const seek = (now: number) => {
    const error = position === undefined ? Number.POSITIVE_INFINITY : now - position
    if (Math.abs(error) <= MAX_GLIDE_S) return { from: now - error, speed: 1 + bend(error) }
    return { from: now, speed: 1 }
  }

  return {
    push(packet) {
      queue.push(packet)
      forgetBefore(end(packet) - MAX_QUEUE_S)
    },
    fill(left, right, now, rate) {
      const { from, speed } = seek(now)
      forgetBefore(from)
      let heard = 0
      let index = 0
      for (let i = 0; i < left.length; i += 1) {
        const time = from + (i * speed) / rate
        while (index < queue.length - 1 && time >= (queue[index + 1]?.start ?? 0)) index += 1
        const packet = queue[index]
        if (packet === undefined || time < packet.start - SEAM_S || time >= end(packet) + SEAM_S) {
          left[i] = right[i] = 0
          continue
        }
        heard += 1
        const at = Math.min(packet.left.length - 1, Math.max(0, (time - packet.start) * packet.rate))
        const next = queue[index + 1]
        left[i] = sample(packet.left, at, next?.left)
        right[i] = sample(packet.right, at, next?.right)
      }
      position = heard > 0 ? from + (left.length * speed) / rate : undefined
      late = heard > 0 ? now - from : undefined
    },
    late: () => late,
  }
}

/** By the error's square, within MAX_GLIDE_S. */
function bend(error: number): number {
  return (MAX_BEND * error * Math.abs(error)) / MAX_GLIDE_S ** 2
}

/** Linear interpolation, across the seam to the next packet. */
function sample(plane: Float32Array, at: number, next: Float32Array | undefined): number {
  const index = Math.floor(at)
  const here = plane[index] ?? 0
  const after = plane[index + 1] ?? next?.[0] ?? here
  return here + (after - here) * (at - index)
}
