import { expose, type ProxyMarked } from 'comlink'
import { openHearing } from '../ai/hearing.ts'
import type { Cue } from '../protocol/schema.ts'
import type { TapMessage } from '../record/types.ts'
import { createEar } from './hear.ts'
import { createWriter } from './writer.ts'

/** What the Worker of captions tells the page. */
export type CaptionEvents = {
  /** Share of the models that is there. */
  onprogress(share: number): void
  /**
   * @param until all captions that begin before this are told, µs
   * @param lost s of sound that had to be left out so far, as this machine cannot keep up
   */
  oncues(cues: Cue[], until: number, lost: number): void
}

const worker = {
  /**
   * Writes what is said in a stream from now on.
   * @param port from the stream's Worker
   * @throws MillraceError bad-model
   */
  async start(port: MessagePort, events: CaptionEvents & ProxyMarked): Promise<void> {
    const hearing = await openHearing(share => events.onprogress(share))
    let ear: ReturnType<typeof createEar> | undefined
    const writer = createWriter(
      hearing,
      (cues, until) => events.oncues(cues, until, writer.lost()),
      error => console.warn('captions are missing:', error),
    )
    port.onmessage = ({ data: message }: MessageEvent<TapMessage>) => {
      if (message.kind === 'chunk') ear?.push(message.chunk)
      else if (message.kind !== 'cues') {
        ear?.close()
        const { audio } = message.kind === 'programme' ? message.programme : {}
        ear = audio && createEar(audio, writer.push)
        if (message.kind === 'end') void writer.end()
      }
    }
  },
}

export type CaptionWorker = typeof worker

expose(worker)
