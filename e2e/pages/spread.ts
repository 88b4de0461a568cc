import { startGateway } from '../../web/gateway/gateway.ts'
import type { Snapshot, Stream } from '../../web/gateway/types.ts'
import { startNetwork } from '../../web/network/node.ts'
import { startOrchestrator } from '../../web/orchestrator/orchestrator.ts'
import type { Orchestrator } from '../../web/orchestrator/types.ts'
import { FREE_MARKET } from '../../web/protocol/select.ts'
import { formatWatchLink } from '../../web/protocol/sharelink.ts'
import { heard, paced } from './spreading.ts'

/** Both roles, with orchestrators that say how slow they are. */

const relays = new URLSearchParams(location.search).getAll('relay')
const rtcConfiguration = { iceServers: [] }
const network = await startNetwork({ relays, identity: undefined, rtcConfiguration })
let orchestrator: Orchestrator | undefined
let stream: Stream | undefined

const kit = {
  peer: network.peer,

  /** Offers to encode so many seconds of the reference ladder per second. */
  async lend(realtime: number): Promise<void> {
    orchestrator = startOrchestrator(network, {
      benchmark: await paced(realtime),
      maxJobs: 1,
      rtcConfiguration,
    })
  },
  /** Sizes that it works on. */
  rungs: () => orchestrator?.snapshot().jobs.map(({ rungs }) => rungs.join(' ')) ?? [],

  /** Goes live as soon as these orchestrators are heard of. @returns the watch link */
  async stream(file: string, rungs: string[], peers: string[]): Promise<string> {
    await heard(network, peers)
    const gateway = startGateway(network, rtcConfiguration, () => FREE_MARKET)
    const ladder = { rungs, codec: 'h264' as const, segmentMs: 1000 as const, maxFramerate: 0 }
    stream = await gateway.goLive({ title: 'A film', input: { kind: 'file', file, loop: true }, ladder })
    return formatWatchLink(new URL('/web/watch.html', location.href).href, {
      ...{ peer: network.peer, stream: stream.id, relays },
    })
  },
  snapshot: (): Snapshot | undefined => stream?.snapshot(),
}

declare global {
  var spread: typeof kit
}
globalThis.spread = kit
