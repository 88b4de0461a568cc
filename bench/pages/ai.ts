import { wrap } from 'comlink'
import type { AiBench } from './ai.worker.ts'

const worker = new Worker(new URL('./ai.worker.ts', import.meta.url), { type: 'module' })
const bench = wrap<AiBench>(worker)

declare global {
  interface Window {
    ai: typeof bench
  }
}
window.ai = bench
