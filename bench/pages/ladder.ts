import { wrap } from 'comlink'
import type { LadderBench } from './ladder.worker.ts'

const worker = new Worker(new URL('./ladder.worker.ts', import.meta.url), { type: 'module' })
const bench = wrap<LadderBench>(worker)

declare global {
  interface Window {
    ladder: typeof bench
  }
}
window.ladder = bench
