import { expose } from 'comlink'
import { linkHub } from '../../web/network/link/hub.ts'
import type { LinkPort, LinkState } from '../../web/network/link/types.ts'
import { type Arrival, contentOf, type Spec } from './link.content.ts'

/** Less than a test's, so that its end says what it waited for. */
const PATIENCE_MS = 300_000

type End = {
  port: LinkPort
  arrivals: Arrival[]
  /** Called after each arrival. */
  onarrival: () => void
  state: Promise<LinkState>
  closed: Promise<void>
}

const hub = linkHub(self)
const ends = new Map<string, End>()

function endOf(id: string): End {
  const end = ends.get(id)
  if (end === undefined) throw new Error(`no link ${id}`)
  return end
}

const api = {
  /** Takes one end of a link; call it before the link is opened. */
  listen(id: string): void {
    const port = hub.port(id)
    const state = Promise.withResolvers<LinkState>()
    const closed = Promise.withResolvers<void>()
    const end: End = { port, arrivals: [], onarrival() {}, state: state.promise, closed: closed.promise }
    ends.set(id, end)
    port.onchunk = ({ data, ...chunk }, lost) => {
      const expected = contentOf({ ...chunk, size: data.byteLength })
      const intact = data.every((byte, index) => byte === expected[index])
      end.arrivals.push({ ...chunk, size: data.byteLength, intact, lost })
      end.onarrival()
    }
    port.onstate = state.resolve
    port.onclose = closed.resolve
  },
  /** Sends chunks; gives what the link said to each. */
  send: (id: string, specs: Spec[]): boolean[] =>
    specs.map(spec => endOf(id).port.send({ ...spec, data: contentOf(spec) })),
  /** Everything that has arrived, once there is so much of it. @throws Error after PATIENCE_MS */
  arrived(id: string, count: number): Promise<Arrival[]> {
    const end = endOf(id)
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new Error(`${end.arrivals.length} of ${count} chunks have arrived`))
      const timer = setTimeout(giveUp, PATIENCE_MS)
      end.onarrival = () => {
        if (end.arrivals.length < count) return
        clearTimeout(timer)
        resolve(end.arrivals)
      }
      end.onarrival()
    })
  },
  state: (id: string) => endOf(id).state,
  /** Resolves when the Worker was told that the link is over. */
  closed: (id: string) => endOf(id).closed,
  close: (id: string) => endOf(id).port.close(),
}

export type LinkWorker = typeof api

expose(api)
