import { expose, type ProxyMarked } from 'comlink'
import { createFeed } from './feed.ts'
import { type KeeperReport, startKeeper } from './keeper.ts'
import { createRecorder } from './recorder.ts'
import { withAac } from './translate.ts'
import type { TapMessage } from './types.ts'

/** What the recorder's Worker tells the page. */
export type RecorderEvents = {
  /** All that was published is where it was to go. */
  onended(): void
  onkept(report: KeeperReport): void
}

let events: RecorderEvents | undefined
let keeper: Awaited<ReturnType<typeof startKeeper>> | undefined
let programme: TapMessage | undefined
/** Recorders that have not come to the stream's end. */
let open = 1
const recorder = createRecorder(onended, onlost)
/** Of what goes to the HLS server, where anything does. */
let passOn: ((message: TapMessage) => void) | undefined

function onended(): void {
  open -= 1
  if (open === 0) events?.onended()
}

function onlost(error: unknown): void {
  console.warn('a segment is lost:', error)
}

function take(message: TapMessage): void {
  if (message.kind === 'programme') programme = message
  recorder.take(message)
  passOn?.(message)
}

const worker = {
  /** @param port from the stream's Worker */
  start(port: MessagePort, listener: RecorderEvents & ProxyMarked): void {
    events = listener
    port.onmessage = ({ data }: MessageEvent<TapMessage>) => take(data)
  },
  /** @param address of the stream at the HLS server of the node */
  feed(address: string): void {
    const fed = createRecorder(onended, onlost)
    fed.attach(createFeed(address))
    open += 1
    passOn = withAac(fed.take, onlost)
    if (programme !== undefined) passOn(programme)
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
