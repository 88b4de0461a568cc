import { createInspect, inTurn } from '../../web/files/inspect.ts'
import { openLane } from '../../web/files/lane.ts'
import type { LaneSupply } from '../../web/files/types.ts'
import { startNetwork } from '../../web/network/node.ts'
import { startChecker } from '../../web/verify/checker.ts'

/** Lanes to every orchestrator on offer that works for nothing, once there are so many. */
export async function networkLanes(count: number): Promise<LaneSupply> {
  const relays = new URLSearchParams(location.search).getAll('relay')
  const network = await startNetwork({ relays, identity: undefined, rtcConfiguration: { iceServers: [] } })
  const checker = inTurn(startChecker())
  await new Promise<void>(resolve => {
    const look = () => {
      if (network.offers().length < count) return
      unlisten()
      resolve()
    }
    const unlisten = network.onchange(look)
    look()
  })
  return (order, onlane, signal) => {
    for (const offer of network.offers()) {
      const kit = { inspect: createInspect(order, checker), signal }
      openLane(network, offer, order, undefined, kit).then(onlane, error => console.error(String(error)))
    }
  }
}
