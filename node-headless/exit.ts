/** Exit codes of `millrace`, with the words of its manual. */
export const EXITS = {
  done: [0, 'done, or stopped by a signal in good order'],
  failed: [1, 'something failed that none of the codes below names'],
  usage: [2, 'a flag, the config file, the video or the picture cannot be used'],
  browser: [3, 'no browser, and none could be installed'],
  taken: [4, 'a port or the data folder is in use'],
  build: [5, 'the pages could not be built'],
  page: [6, 'a page did not come up'],
  stream: [7, 'the stream failed, or ended without output (--once)'],
  chain: [8, 'a chain does not answer, or did not do what it was asked'],
  video: [9, 'it was not made, or could not be written (transcode, ask)'],
  unfinished: [10, 'stopped before it was made (transcode, ask); with a video the same command goes on'],
} as const

type ExitName = keyof typeof EXITS

/** Ends the command with an exit code, a message in plain words and the next step. */
export class ExitError extends Error {
  readonly code: number
  readonly hint: string | undefined

  constructor(exit: ExitName, message: string, hint?: string) {
    super(message)
    this.name = 'ExitError'
    this.code = EXITS[exit][0]
    this.hint = hint
  }
}
