/** Share of the centre and surround channels in each ear: -3 dB, as ITU-R BS.775 mixes down. */
const SIDE = Math.SQRT1_2

/**
 * Any sound as two channels, on another clock. One channel goes to both ears; of 5.1 (L R C LFE Ls Rs) the centre
 * and the surrounds are mixed in, the bass channel is left out.
 *
 * @param timestamp of the copy, µs
 */
export function toStereo(data: AudioData, timestamp: number): AudioData {
  const { numberOfFrames, numberOfChannels, sampleRate } = data
  const planes = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(numberOfFrames)
    data.copyTo(plane, { planeIndex, format: 'f32-planar' })
    return plane
  })
  const mixed = new Float32Array(numberOfFrames * 2)
  mixed.set(mix(planes, 0))
  mixed.set(mix(planes, 1), numberOfFrames)
  return new AudioData({
    format: 'f32-planar',
    sampleRate,
    numberOfFrames,
    numberOfChannels: 2,
    timestamp,
    data: mixed,
  })
}

/** What one ear hears. @param planes one for each channel @param ear 0 left, 1 right */
export function mix(planes: Float32Array[], ear: 0 | 1): Float32Array<ArrayBuffer> {
  const front = planes[Math.min(ear, planes.length - 1)] ?? new Float32Array()
  const others = [planes[2], planes[4 + ear]].filter(plane => plane !== undefined)
  const scale = 1 / (1 + SIDE * others.length)
  return Float32Array.from(
    front,
    (sample, index) => others.reduce((sum, plane) => sum + SIDE * (plane[index] ?? 0), sample) * scale,
  )
}
