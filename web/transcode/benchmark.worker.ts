import { expose } from 'comlink'
import type { Chunk } from '../protocol/chunk.ts'
import { CODECS, type CodecName } from '../protocol/ladder.ts'
import { MAX_JOBS } from '../protocol/limits.ts'
import { findGpu } from './gpu.ts'
import { findSupport, isPrompt, measureLadder } from './reference.ts'
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
      codecs.push(await measureCodec(codec, source))
    }
    onprogress({ done: 1, doing: 'Done' })
    return { codecs, gpu, maxJobs: jobsFor(codecs) }
  },
}

async function measureCodec(codec: CodecName, source: Chunk[]): Promise<CodecBenchmark> {
  const { supported, hardware } = await findSupport(codec)
  const unable = (why: NonNullable<CodecBenchmark['unable']>) => ({
    codec,
    supported: false,
    unable: why,
    hardware,
    realtime: 0,
  })
  if (!supported) return unable('missing')
  const realtime = await measureLadder(codec, source).catch(() => undefined)
  if (realtime === undefined) return unable('failed')
  if (realtime === 0) return unable('slow')
  return (await isPrompt(codec)) ? { codec, supported, hardware, realtime } : unable('late')
}

/** Jobs are counted in ladders of the fastest codec, H.264 as a rule. */
function jobsFor(codecs: CodecBenchmark[]): number {
  const realtime = Math.max(...codecs.map(codec => codec.realtime))
  return Math.min(MAX_JOBS, Math.max(1, Math.floor(realtime * SHARE)))
}

export type BenchmarkWorker = typeof worker

expose(worker)
