import { CODECS } from '../../protocol/ladder.ts'
import { findSupport } from '../../transcode/reference.ts'
import type { Benchmark } from '../../transcode/types.ts'

/** Head room over live that a measured machine would have for each job. */
const HEAD_ROOM = 1.2

/** What is offered when the person skips the benchmark and vouches for a number of jobs instead. */
export async function unmeasured(jobs: number): Promise<Benchmark> {
  const codecs = await Promise.all(
    CODECS.map(async codec => {
      const support = await findSupport(codec)
      return { codec, ...support, realtime: support.supported ? jobs * HEAD_ROOM : 0 }
    }),
  )
  return { codecs, gpu: undefined, maxJobs: jobs }
}
