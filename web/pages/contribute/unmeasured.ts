import { CODECS, codecString } from '../../protocol/ladder.ts'
import type { Benchmark } from '../../transcode/types.ts'

const REFERENCE = { width: 1920, height: 1080, framerate: 30 }
/** Head room over live that a measured machine would have for each job. */
const HEAD_ROOM = 1.2

/** What is offered when the person skips the benchmark and vouches for a number of jobs instead. */
export async function unmeasured(jobs: number): Promise<Benchmark> {
  const codecs = await Promise.all(
    CODECS.map(async codec => {
      const { width, height } = REFERENCE
      const config = { codec: codecString(codec, REFERENCE), width, height }
      const { supported = false } = await VideoEncoder.isConfigSupported(config).catch(() => ({
        supported: false,
      }))
      return { codec, supported, hardware: false, realtime: supported ? jobs * HEAD_ROOM : 0 }
    }),
  )
  return { codecs, gpu: undefined, maxJobs: jobs }
}
