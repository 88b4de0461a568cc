import { wrap } from 'comlink'
import type { AiTest } from './ai.worker.ts'

const worker = new Worker(new URL('./ai.worker.ts', import.meta.url), { type: 'module' })
const ai = wrap<AiTest>(worker)

declare global {
  interface Window {
    aiTest: typeof ai
  }
}
window.aiTest = ai
