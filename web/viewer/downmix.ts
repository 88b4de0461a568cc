const HALF_POWER = Math.SQRT1_2

/**
 * Share of each source channel in the left and the right one, as the Web Audio specification mixes speakers down
 * (channel order FL FR C LFE SL SR). Of layouts it does not name, the first two channels are kept.
 */
export function stereoMix(channels: number): { left: number[]; right: number[] } {
  if (channels === 1) return { left: [1], right: [1] }
  if (channels === 4) return { left: [0.5, 0, 0.5, 0], right: [0, 0.5, 0, 0.5] }
  if (channels === 6) {
    return { left: [1, 0, HALF_POWER, 0, HALF_POWER, 0], right: [0, 1, HALF_POWER, 0, 0, HALF_POWER] }
  }
  return { left: [1, 0], right: [0, 1] }
}

/** Sound of any number of channels as two planes. */
export function downmix(sound: AudioData): { left: Float32Array; right: Float32Array } {
  const { left, right } = stereoMix(sound.numberOfChannels)
  const planes = Array.from({ length: Math.max(left.length, 1) }, (_, planeIndex) => {
    const plane = new Float32Array(sound.numberOfFrames)
    sound.copyTo(plane, {
      planeIndex: Math.min(planeIndex, sound.numberOfChannels - 1),
      format: 'f32-planar',
    })
    return plane
  })
  return { left: mix(planes, left), right: mix(planes, right) }
}

function mix(planes: Float32Array[], shares: number[]): Float32Array {
  const mixed = new Float32Array(planes[0]?.length ?? 0)
  planes.forEach((plane, channel) => {
    const share = shares[channel] ?? 0
    if (share === 0) return
    for (let i = 0; i < mixed.length; i += 1) mixed[i] = (mixed[i] ?? 0) + (plane[i] ?? 0) * share
  })
  return mixed
}
