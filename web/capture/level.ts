/** The quietest sound that a meter shows, dB below full scale. */
const FLOOR_DB = -60
const SAMPLES = 1024

/** How loud a live stream is; asked whenever the meter is drawn. */
export type LevelMeter = {
  /** 0 (silence) to 1 (full scale), linear in dB. */
  level(): number
  close(): void
}

export function startLevelMeter(stream: MediaStream): LevelMeter {
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: SAMPLES })
  const samples = new Float32Array(SAMPLES)
  if (stream.getAudioTracks().length > 0) context.createMediaStreamSource(stream).connect(analyser)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      return loudness(samples)
    },
    close() {
      context.close().catch(() => {})
    },
  }
}

/** Root mean square of samples between -1 and 1, on a scale of 0 to 1 that is linear in dB. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const decibels = 10 * Math.log10(power)
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB))
}
