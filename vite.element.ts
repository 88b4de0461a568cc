import { join } from 'node:path'
import { build, type Plugin } from 'vite'
import { mendLibp2p } from './vite.libp2p.ts'
import { inlineWorklets } from './vite.worklet.ts'

const ENTRY = join(import.meta.dirname, 'web/viewer/millrace-watch.ts')
const WORKER = /new Worker\(new URL\(('[^']+'), import\.meta\.url\), \{ type: 'module' \}\)/g

/** Puts `millrace-watch.js` beside the pages: `<millrace-watch>` as one file, for pages of any origin. */
export function emitElement(): Plugin {
  return {
    name: 'emit-element',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'millrace-watch.js', source: await buildElement() })
    },
  }
}

/** The code of `millrace-watch.js`. */
export async function buildElement(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [mendLibp2p(), inlineWorklets(), inlineWorkers()],
    worker: { format: 'es' },
    build: {
      write: false,
      target: 'chrome120',
      modulePreload: false,
      rolldownOptions: { input: ENTRY, output: { codeSplitting: false } },
    },
  })
  const files = Array.isArray(built)
    ? built.flatMap(({ output }) => output)
    : 'output' in built
      ? built.output
      : []
  const [file, ...others] = files
  if (file?.type !== 'chunk' || others.length > 0) {
    throw new Error(
      `millrace-watch.js must be one file, but came with ${others.map(other => other.fileName)}.`,
    )
  }
  return file.code
}

/** A page may not start a Worker from another origin: Workers become part of the file. */
function inlineWorkers(): Plugin {
  return {
    name: 'inline-workers',
    enforce: 'pre',
    transform(code) {
      const imports: string[] = []
      const inlined = code.replace(WORKER, (_, path: string) => {
        imports.push(`import InlineWorker${imports.length} from ${path.replace(/'$/, "?worker&inline'")}`)
        return `new InlineWorker${imports.length - 1}()`
      })
      return imports.length === 0 ? undefined : `${imports.join('\n')}\n${inlined}`
    },
  }
}
