import { MillraceError } from './errors.ts'
import { FILE_DATA_BYTES, FILE_WINDOW_BYTES } from './limits.ts'

/** What is taken is told when it is so much, so that the other side never has to stop for it. */
const TELL_BYTES = FILE_WINDOW_BYTES / 4

type Bytes = Uint8Array<ArrayBuffer>

/** The sending side of a window: what is on its way is never more than it. */
export type Outflow = {
  /**
   * Sends data in pieces, as the window allows; one caller at a time.
   * @param send passes one piece on
   * @throws what the signal was aborted with: some of it was sent then
   */
  write(data: Bytes, send: (piece: Bytes) => void, signal: AbortSignal): Promise<void>
  /** The other side has taken so much in all. @throws MillraceError bad-message: that was never sent */
  taken(bytes: number): void
}

export function createOutflow(): Outflow {
  let sent = 0
  let taken = 0
  let wake = () => {}

  const room = async (signal: AbortSignal) => {
    while (sent - taken >= FILE_WINDOW_BYTES) {
      await new Promise<void>(resolve => {
        wake = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      signal.throwIfAborted()
    }
  }

  return {
    async write(data, send, signal) {
      for (let offset = 0; offset < data.byteLength; ) {
        signal.throwIfAborted()
        await room(signal)
        const most = Math.min(FILE_DATA_BYTES, FILE_WINDOW_BYTES - (sent - taken))
        const piece = data.subarray(offset, offset + most)
        offset += piece.byteLength
        sent += piece.byteLength
        send(piece)
      }
    },
    taken(bytes) {
      if (bytes < taken || bytes > sent) {
        throw new MillraceError('bad-message', 'The other side has taken what was never sent.')
      }
      taken = bytes
      wake()
    },
  }
}

/**
 * The receiving side of a window: what comes is taken at once. Who sends more than the window before that is
 * ended by the stream itself, which holds no more.
 * @returns tells what is to be said of all that is taken, now that so much has come; undefined: nothing yet
 */
export function createInflow(): (bytes: number) => number | undefined {
  let taken = 0
  let told = 0
  return bytes => {
    taken += bytes
    if (taken - told < TELL_BYTES) return undefined
    told = taken
    return taken
  }
}
