import type { Plugin } from 'vite'
import { buildModels } from './models/build.ts'

/** Serves the AI models beside the pages, as ONNX files. */
export function serveModels(): Plugin {
  return {
    name: 'serve-models',
    async generateBundle() {
      for (const { path, bytes } of await buildModels())
        this.emitFile({ type: 'asset', fileName: path, source: bytes })
    },
    async configureServer(server) {
      const models = new Map((await buildModels()).map(({ path, bytes }) => [`/${path}`, bytes]))
      server.middlewares.use((request, response, next) => {
        const bytes = models.get(request.url ?? '')
        if (bytes === undefined) next()
        else response.end(bytes)
      })
    },
  }
}
