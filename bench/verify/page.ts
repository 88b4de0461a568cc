import { wrap } from 'comlink'
import type { VerifyBench } from './worker.ts'

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const bench = wrap<VerifyBench>(worker)

declare global {
  interface Window {
    verify: typeof bench
  }
}
window.verify = bench
