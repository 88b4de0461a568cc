import { expose } from 'comlink'
import { CODECS } from '../protocol/ladder.ts'
import { MAX_JOBS } from '../protocol/limits.ts'
import { findGpu } from './gpu.ts'
import { findSupport, measureLadder } from './reference.ts'
import { makeSyntheticSource } from './synthetic.ts'
import type { Benchmark, BenchmarkProgress, CodecBenchmark } from './types.ts'

/** Share of the machine that jobs may take: the page, the network and other programs need the rest. */
const SHARE = 0.8

const worker = {
  async measure(onprogress: (progress: BenchmarkProgress) => void): Promise<Benchmark> {
    onprogress({ done: 0, doing: 'Looking for a graphics processor' })
    const gpu = await findGpu()
    const source = await makeSyntheticSource()
    const codecs: CodecBenchmark[] = []
    for (const [index, codec] of CODECS.entries()) {
      onprogress({ done: (index + 1) / (CODECS.length + 1), doing: `Encoding ${codec.toUpperCase()}` })
      const support = await findSupport(codec)
      const realtime = support.supported ? await measureLadder(codec, source) : 0
      codecs.push({ codec, ...support, supported: support.supported && realtime > 0, realtime })
    }
    onprogress({ done: 1, doing: 'Done' })
    return { codecs, gpu, maxJobs: jobsFor(codecs) }
  },
}

/** Jobs are counted in ladders of the fastest codec, H.264 as a rule. */
function jobsFor(codecs: CodecBenchmark[]): number {
  const realtime = Math.max(...codecs.map(codec => codec.realtime))
  return Math.min(MAX_JOBS, Math.max(1, Math.floor(realtime * SHARE)))
}

export type BenchmarkWorker = typeof worker

expose(worker)
