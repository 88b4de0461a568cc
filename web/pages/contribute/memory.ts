/** Memory that a page takes, bytes, and how much of it is of Workers in which models run. */
export type Usage = { all: number; models: number }

/** What a browser tells that can (web.dev/articles/monitor-total-page-memory-usage); TypeScript does not know it yet. */
export type Told = { bytes: number; breakdown: { bytes: number; attribution: { url: string }[] }[] }

declare global {
  interface Performance {
    /** Only where the page is isolated from others. Takes some ten seconds. */
    measureUserAgentSpecificMemory?(): Promise<Told>
  }
}

/** Their files in a build and in development, and those of the threads of onnxruntime. */
const RUNS_MODELS = /\/((answer|effect|hub|likeness|measure|recogniser)\.worker|ort)[^/]*$/

/** @returns undefined where the browser does not tell */
export async function measureMemory(): Promise<Usage | undefined> {
  if (!crossOriginIsolated) return undefined
  return performance.measureUserAgentSpecificMemory?.().then(usageOf, () => undefined)
}

export function usageOf({ bytes, breakdown }: Told): Usage {
  const isModels = ({ url }: { url: string }) => RUNS_MODELS.test(url)
  const models = breakdown.filter(({ attribution }) => attribution.some(isModels))
  return { all: bytes, models: models.reduce((sum, { bytes }) => sum + bytes, 0) }
}
