import { proxy, transfer, wrap } from 'comlink'
import type { KeeperReport } from './keeper.ts'
import type { RecorderWorker } from './worker.ts'

/** Keeps what a stream publishes, in a Worker of its own. */
export type Recording = {
  /** Hands segments to an HLS server. @param address of the stream there */
  feed(address: string): void
  /** Keeps it in this browser. @throws when the browser has no place for it */
  keep(title: string): Promise<void>
  stopKeeping(): Promise<void>
  /** Resolves when the stream has ended and all of it is where it was to go. */
  ended: Promise<void>
}

/**
 * @param tap has the stream send what it publishes to this port
 * @param onkept how what is kept in this browser grows
 */
export function startRecording(
  tap: (port: MessagePort) => void,
  onkept: (report: KeeperReport) => void,
): Recording {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const recorder = wrap<RecorderWorker>(worker)
  const { port1, port2 } = new MessageChannel()
  const ended = Promise.withResolvers<void>()
  void recorder.start(transfer(port1, [port1]), proxy({ onended: ended.resolve, onkept }))
  tap(port2)
  return {
    feed: address => void recorder.feed(address),
    keep: recorder.keep,
    stopKeeping: recorder.stopKeeping,
    ended: ended.promise.finally(() => worker.terminate()),
  }
}
