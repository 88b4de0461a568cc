import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const web = resolve(import.meta.dirname, 'web')
const pages = ['index', 'stream', 'contribute', 'watch']

/** SharedArrayBuffer and threads need a cross-origin isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  root: web,
  base: './',
  publicDir: resolve(import.meta.dirname, 'public'),
  plugins: [svelte()],
  worker: { format: 'es' },
  server: { headers: isolation },
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'chrome120',
    rolldownOptions: {
      input: Object.fromEntries(pages.map(page => [page, resolve(web, `${page}.html`)])),
    },
  },
})
