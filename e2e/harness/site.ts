import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import { takePages } from './pages.ts'

export type Site = { url: string; close(): Promise<void> }

/**
 * Builds pages and serves them on loopback, cross-origin isolated.
 * @param pages HTML entries relative to the project, e.g. `web/watch.html`, `e2e/pages/link.html`
 * @param files folders served beside them, by URL prefix
 * @param minify as they are shipped to the letter; else their script stays readable
 */
export async function openSite(
  pages: string[],
  files: Record<string, string> = {},
  minify = false,
): Promise<Site> {
  const built = await takePages(pages, minify)
  const serve = sirv(built.folder, { dev: true })
  const extra = Object.entries(files).map(([prefix, folder]) => ({
    prefix,
    serve: sirv(folder, { dev: true }),
  }))
  const server = createServer((request, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    // In a build the pages stand beside the public files; here they keep their folder.
    if (/^\/web\/(ice|live)\.json$/.test(request.url ?? '')) request.url = request.url?.slice('/web'.length)
    const match = extra.find(({ prefix }) => request.url?.startsWith(prefix))
    if (match !== undefined) request.url = request.url?.slice(match.prefix.length)
    ;(match?.serve ?? serve)(request, response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
      await built.free()
    },
  }
}
