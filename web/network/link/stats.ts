import type { LinkStats } from './bridge.ts'

/** What a connection measures. Some nominated pairs lack the estimate: the largest of all pairs is taken. */
export async function readStats(pc: RTCPeerConnection): Promise<LinkStats> {
  const stats: LinkStats = { available: 0, rtt: 0, loss: 0 }
  for (const report of (await pc.getStats()).values()) {
    if (report.type === 'candidate-pair') {
      stats.available = Math.max(stats.available, report.availableOutgoingBitrate ?? 0)
      if (report.nominated) stats.rtt = (report.currentRoundTripTime ?? 0) * 1000
    } else if (report.type === 'remote-inbound-rtp') {
      stats.loss = report.fractionLost ?? 0
    }
  }
  return stats
}
