import { createSupply } from '../../web/files/supply.ts'
import type { Lane, LaneSupply } from '../../web/files/types.ts'
import { openScores } from '../../web/gateway/scores.ts'
import { startNetwork } from '../../web/network/node.ts'
import { FREE_MARKET } from '../../web/protocol/select.ts'

/** Lanes to the orchestrators on offer that work for nothing; none begins before there are so many. */
export async function networkLanes(count: number): Promise<LaneSupply> {
  const relays = new URLSearchParams(location.search).getAll('relay')
  const network = await startNetwork({ relays, identity: undefined, rtcConfiguration: { iceServers: [] } })
  const market = () => FREE_MARKET
  const supply = createSupply({ network, market, payer: () => undefined, scores: openScores() })
  return (order, onlane, signal, onrefused) => {
    const ready = new Map<string, Lane>()
    const gather = (lane: Lane) => {
      if (ready.size === count) return onlane(lane)
      ready.set(lane.peer, lane)
      if (ready.size === count) for (const each of ready.values()) onlane(each)
    }
    supply(order, gather, signal, onrefused)
  }
}
