/** What people say is in the middle, or in all channels alike. */
export function toMono(sound: AudioData): Float32Array {
  const mono = new Float32Array(sound.numberOfFrames)
  const plane = new Float32Array(sound.numberOfFrames)
  for (let planeIndex = 0; planeIndex < sound.numberOfChannels; planeIndex += 1) {
    sound.copyTo(plane, { planeIndex, format: 'f32-planar' })
    for (let index = 0; index < mono.length; index += 1)
      mono[index] = (mono[index] ?? 0) + (plane[index] ?? 0) / sound.numberOfChannels
  }
  return mono
}
