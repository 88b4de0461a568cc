import type { WriteStream } from 'node:tty'

/** How often the status is repeated where it cannot be redrawn. */
const REPEAT_MS = 10_000
const CLEAR_LINE = '\r\x1b[2K'

export type Terminal = {
  /** Whether a person sees the live line being redrawn. */
  isLive: boolean
  /** A line that stays. */
  print(line: string): void
  /** The one live line below all others; a line every ten seconds where output is no terminal, if it says something else. */
  status(text: string): void
  /** Leaves the last status where it is; lines may follow. */
  close(): void
}

export type Output = Pick<WriteStream, 'write'> & { isTTY?: boolean; columns?: number }

/** @param now a clock in ms */
export function openTerminal(
  output: Output,
  now: () => number = performance.now.bind(performance),
): Terminal {
  let shown = ''
  let closed = false
  let repeated = ''
  let repeatedAt = Number.NEGATIVE_INFINITY

  function redraw(): string {
    return shown === '' ? '' : shown.slice(0, (output.columns ?? 80) - 1)
  }

  return {
    isLive: output.isTTY === true,
    print(line) {
      output.write(output.isTTY ? `${CLEAR_LINE}${line}\n${redraw()}` : `${line}\n`)
    },
    status(text) {
      if (closed) return
      shown = text
      if (output.isTTY) {
        output.write(CLEAR_LINE + redraw())
      } else if (text !== '' && text !== repeated && now() - repeatedAt >= REPEAT_MS) {
        repeated = text
        repeatedAt = now()
        output.write(`${text}\n`)
      }
    },
    close() {
      if (output.isTTY && shown !== '') output.write('\n')
      shown = ''
      closed = true
    },
  }
}
