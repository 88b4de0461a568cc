import { expose } from 'comlink'
import { linkHub } from '../../web/network/link/hub.ts'
import type { LinkPort, LinkState } from '../../web/network/link/types.ts'

/** What arrived, small enough to be compared: the content is checked here. */
export type Arrival = {
  track: number
  timestamp: number
  key: boolean
  segment: number
  duration: number
  size: number
  intact: boolean
  lost: boolean
}
export type Spec = {
  track: number
  timestamp: number
  size: number
  key?: boolean
  segment?: number
  duration?: number
}

const hub = linkHub(self)
const ends = new Map<
  string,
  { port: LinkPort; arrivals: Arrival[]; state: LinkState | undefined; closed: boolean }
>()

/** Bytes that only this chunk has. */
function fill({ track, timestamp, size }: { track: number; timestamp: number; size: number }): Uint8Array {
  const data = new Uint8Array(size)
  for (let index = 0; index < size; index += 1) data[index] = (index * 31 + timestamp + track) & 0xff
  return data
}

const api = {
  /** Listens to a link; call it before the link is opened. */
  listen(id: string) {
    const end = {
      port: hub.port(id),
      arrivals: [] as Arrival[],
      state: undefined as LinkState | undefined,
      closed: false,
    }
    end.port.onchunk = ({ data, ...chunk }, lost) => {
      const expected = fill({ ...chunk, size: data.byteLength })
      const intact = data.every((byte, index) => byte === expected[index])
      end.arrivals.push({ ...chunk, size: data.byteLength, intact, lost })
    }
    end.port.onstate = state => {
      end.state = state
    }
    end.port.onclose = () => {
      end.closed = true
    }
    ends.set(id, end)
  },
  /** Sends chunks; gives what `send` said to each. */
  send(id: string, specs: Spec[]): boolean[] {
    return specs.map(spec =>
      endOf(id).port.send({ key: true, segment: 0, duration: 0, ...spec, data: fill(spec) }),
    )
  },
  arrivals: (id: string) => endOf(id).arrivals,
  count: (id: string) => endOf(id).arrivals.length,
  state: (id: string) => endOf(id).state,
  closed: (id: string) => endOf(id).closed,
  close: (id: string) => endOf(id).port.close(),
}
export type LinkWorker = typeof api

function endOf(id: string) {
  const end = ends.get(id)
  if (end === undefined) throw new Error(`no link ${id}`)
  return end
}

expose(api)
