import type { ToWorker } from './bridge.ts'
import { bridgeChannel } from './bridged-channel.ts'
import { LOW_WATER } from './data-port.ts'

/**
 * The data carrier's part on the main thread: one channel of a connection, handed to the Worker at once, as it
 * cannot be once it has been used; browsers that cannot transfer one at all get a bridge. Unordered: the reorder stage waits per track, not for all of them.
 */
export function openDataChannel(
  pc: RTCPeerConnection,
  tell: (message: ToWorker, transfer: Transferable[]) => void,
): void {
  const channel = pc.createDataChannel('chunks', { negotiated: true, id: 1, ordered: false })
  try {
    tell({ kind: 'channel', channel }, [channel])
  } catch {
    const port = bridgeChannel(channel, LOW_WATER)
    tell({ kind: 'bridge', port }, [port])
  }
}
