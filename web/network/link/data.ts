import type { ToWorker } from './bridge.ts'

/**
 * The data carrier's part on the main thread: one channel of a connection, handed to the Worker at once, as it
 * may not be once it has been used. Unordered: the reorder stage waits per track, not for all of them.
 */
export function openDataChannel(
  pc: RTCPeerConnection,
  tell: (message: ToWorker, transfer: Transferable[]) => void,
): void {
  const channel = pc.createDataChannel('chunks', { negotiated: true, id: 1, ordered: false })
  tell({ kind: 'channel', channel }, [channel])
}
