import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defaultClientConditions, type UserConfig } from 'vite'
import { emitElement } from './vite.element.ts'
import { serveGuide } from './vite.guide.ts'
import { mendLibp2p } from './vite.libp2p.ts'
import { serveModels } from './vite.models.ts'
import { packFiles } from './vite.packed.ts'
import { inlineWorklets } from './vite.worklet.ts'

const project = import.meta.dirname
export const PAGES = [
  'index.html',
  'stream.html',
  'files.html',
  'ask.html',
  'contribute.html',
  'watch.html',
  'stake.html',
  'help.html',
  'transcode.html',
]

/** SharedArrayBuffer and threads need a cross-origin isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** @param root folder that URLs begin at. @param input HTML entries in it. */
export function configure(root: string, input: string[]): UserConfig {
  return {
    root,
    base: './',
    publicDir: join(project, 'public'),
    plugins: [svelte(), mendLibp2p(), inlineWorklets(), serveModels(), serveGuide()],
    // The AI runtime's WebAssembly is a file beside the pages, not part of its script.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    worker: { format: 'es' },
    server: { headers: isolation },
    build: {
      outDir: join(project, 'dist'),
      emptyOutDir: true,
      target: 'chrome120',
      rolldownOptions: { input: input.map(page => join(root, page)) },
    },
  }
}

const site = configure(join(project, 'web'), PAGES)

export default { ...site, plugins: [site.plugins, emitElement(), packFiles()] }
