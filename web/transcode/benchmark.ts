import { proxy, wrap } from 'comlink'
import type { BenchmarkWorker } from './benchmark.worker.ts'
import type { Benchmark, BenchmarkProgress } from './types.ts'

/** Measures what this machine can transcode, in a Worker of its own; takes some three seconds. */
export async function runBenchmark(onprogress: (progress: BenchmarkProgress) => void): Promise<Benchmark> {
  const worker = new Worker(new URL('./benchmark.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await wrap<BenchmarkWorker>(worker).measure(proxy(onprogress))
  } finally {
    worker.terminate()
  }
}
