import { transfer, wrap } from 'comlink'
import type { Network } from '../../web/network/types.ts'
import type { Chunk } from '../../web/protocol/chunk.ts'
import { defineElement, type MillraceWatch } from '../../web/viewer/element.ts'
import { startPlayer } from '../../web/viewer/player.ts'
import type { PlayerOptions } from '../../web/viewer/types.ts'
import { type Film, loadFilm } from './viewer.film.ts'
import { startTestGateway } from './viewer.network.ts'
import type { PlaybackWorker } from './viewer.playback.ts'

let film: Film | undefined

const page = {
  /** Loaded once for all tests of a page. */
  async film(seconds: number): Promise<Film> {
    film ??= await loadFilm('/film/video.mp4', seconds)
    return film
  },
  /** Chunks of one rung, or of the sound, from one second to another. */
  async chunks(track: number, from: number, to: number): Promise<Chunk[]> {
    const { chunks } = await page.film(10)
    return chunks.filter(
      chunk => chunk.track === track && chunk.timestamp >= from * 1e6 && chunk.timestamp < to * 1e6,
    )
  },
  async playback() {
    const { info } = await page.film(10)
    const canvas = document.createElement('canvas')
    document.body.append(canvas)
    const offscreen = canvas.transferControlToOffscreen()
    const worker = new Worker(new URL('./viewer.playback.ts', import.meta.url), { type: 'module' })
    const playback = wrap<PlaybackWorker>(worker)
    const playable = await playback.start(transfer(offscreen, [offscreen]), info)
    /** As a live link does: each chunk at its time. */
    const paced = async (chunks: Chunk[], lost: (chunk: Chunk) => boolean = () => false) => {
      const begun = performance.now()
      const [first] = chunks
      for (const chunk of chunks) {
        const wait = (chunk.timestamp - (first?.timestamp ?? 0)) / 1000 - (performance.now() - begun)
        if (wait > 0) await new Promise(done => setTimeout(done, wait))
        await playback.feed(chunk, lost(chunk))
      }
    }
    const close = async () => {
      await playback.close()
      worker.terminate()
      canvas.remove()
    }
    return { playback, playable, paced, close }
  },
  async gateway() {
    return startTestGateway(await page.film(10))
  },
  play(network: Network, options: Partial<PlayerOptions> = {}) {
    const canvas = document.createElement('canvas')
    document.body.append(canvas)
    const target = { peer: 'gateway', stream: 'film', addresses: [] }
    const player = startPlayer(network, target, canvas, {
      muted: true,
      volume: 1,
      quality: 'auto',
      rtcConfiguration: {},
      ...options,
    })
    return { player, canvas }
  },
  /** The element, with this network instead of its own. */
  element(network: Network, attributes: Record<string, string>): MillraceWatch {
    const element = document.createElement('millrace-watch') as MillraceWatch
    element.network = network
    element.style.width = '640px'
    for (const [name, value] of Object.entries({ src: '#gateway/film', ...attributes })) {
      element.setAttribute(name, value)
    }
    document.body.append(element)
    return element
  },
  defineElement,
  /** Resolves once it holds; the test's own limit is the only one. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise(done => setTimeout(done, 50))
  },
}

declare global {
  var viewer: typeof page
}
globalThis.viewer = page
