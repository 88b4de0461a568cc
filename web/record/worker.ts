import { expose, type ProxyMarked } from 'comlink'
import { createFeed } from './feed.ts'
import { createRecorder } from './recorder.ts'
import type { TapMessage } from './types.ts'

/** What the recorder's Worker tells the page. */
export type RecorderEvents = {
  /** All that was published is where it was to go. */
  onended(): void
}

let events: RecorderEvents | undefined
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
}

export type RecorderWorker = typeof worker

expose(worker)
