import { expose } from 'comlink'
import { createGops } from '../../web/gateway/gops.ts'
import { createPublisher } from '../../web/gateway/publisher.ts'
import { linkHub } from '../../web/network/link/hub.ts'
import { AUDIO_TRACK, type Chunk } from '../../web/protocol/chunk.ts'
import { segmentOf } from '../../web/protocol/segment.ts'

const TICK_MS = 10

/** A gateway's Worker that publishes prepared chunks at their pace, over and over. */
const hub = linkHub(self)
const gops = new Map([1, 2].map(track => [track, createGops()]))
const publisher = createPublisher(track => gops.get(track)?.newest() ?? [])
let timer: ReturnType<typeof setInterval> | undefined

const api = {
  publish(chunks: Chunk[], seconds: number, epoch: number): void {
    const length = seconds * 1e6
    let sent = 0
    timer = setInterval(() => {
      for (;;) {
        const chunk = chunks[sent % chunks.length]
        if (chunk === undefined) return
        const timestamp = chunk.timestamp + Math.floor(sent / chunks.length) * length
        if (timestamp / 1000 > Date.now() - epoch) return
        const now = { ...chunk, timestamp, segment: segmentOf(timestamp, 1000) }
        if (chunk.track !== AUDIO_TRACK) gops.get(chunk.track)?.push(now)
        publisher.publish(now)
        sent += 1
      }
    }, TICK_MS)
  },
  stop: () => clearInterval(timer),
  add: (id: string, track: number) => publisher.add(id, hub.port(id), track),
  remove: (id: string) => publisher.remove(id),
  select: (id: string, track: number) => publisher.select(id, track),
  resync: (id: string) => publisher.resync(id, performance.now()),
  track: (id: string) => publisher.viewer(id)?.track ?? 0,
}

export type GatewayWorker = typeof api

expose(api)
