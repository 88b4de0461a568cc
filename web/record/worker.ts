import { expose, type ProxyMarked } from 'comlink'
import { createFeed } from './feed.ts'
import { type KeeperReport, startKeeper } from './keeper.ts'
import { createRecorder } from './recorder.ts'
import type { TapMessage } from './types.ts'

/** What the recorder's Worker tells the page. */
export type RecorderEvents = {
  /** All that was published is where it was to go. */
  onended(): void
  onkept(report: KeeperReport): void
}

let events: RecorderEvents | undefined
let keeper: Awaited<ReturnType<typeof startKeeper>> | undefined
const recorder = createRecorder(
  () => events?.onended(),
  error => console.warn('a segment is lost:', error),
)

const worker = {
  /** @param port from the stream's Worker */
  start(port: MessagePort, listener: RecorderEvents & ProxyMarked): void {
    events = listener
    port.onmessage = ({ data }: MessageEvent<TapMessage>) => recorder.take(data)
  },
  /** @param address of the stream at the HLS server of the node */
  feed(address: string): void {
    recorder.attach(createFeed(address))
  },
  /** Keeps it in the origin-private file system, from the next segment on. */
  async keep(title: string): Promise<void> {
    if (keeper !== undefined) recorder.detach(keeper)
    keeper = await startKeeper(title, report => events?.onkept(report))
    recorder.attach(keeper)
  },
  async stopKeeping(): Promise<void> {
    if (keeper === undefined) return
    recorder.detach(keeper)
    await keeper.stop()
  },
}

export type RecorderWorker = typeof worker

expose(worker)
