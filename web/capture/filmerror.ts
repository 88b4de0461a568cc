import { UnsupportedInputFormatError } from 'mediabunny'
import { MillraceError } from '../protocol/errors.ts'

const FORMATS = 'MP4, MOV, WebM, MKV and MPEG-TS files with H.264, VP9 or AV1 work everywhere.'

export function nothingIn(): MillraceError {
  return new MillraceError('bad-input', 'This file is empty.', {
    hint: 'Copy or download it again.',
    docs: 'videos-that-cannot-be-read',
  })
}

export function noVideo(): MillraceError {
  return new MillraceError('bad-input', 'This file holds no video.', {
    hint: 'Choose a file with a picture.',
    docs: 'videos-that-cannot-be-read',
  })
}

export function undecodable(codec: string): MillraceError {
  return new MillraceError('unsupported', `This browser cannot decode the video of this file (${codec}).`, {
    hint: FORMATS,
    docs: 'videos-that-cannot-be-read',
  })
}

/** @param end where the file ends, s @param duration where it should, s */
export function cutOff(end: number, duration: number): MillraceError {
  return new MillraceError(
    'bad-input',
    `The file ends after ${end.toFixed(0)} of ${duration.toFixed(0)} seconds.`,
    {
      hint: 'It was not copied or downloaded to its end; try another copy.',
      docs: 'videos-that-cannot-be-read',
    },
  )
}

/** Said while the picture goes on without its sound. */
export function noSound(codec: string): string {
  return `The sound of this file (${codec}) cannot be decoded by this browser: the stream is silent.`
}

/** Whatever reading a file threw, as an error that says what to do. */
export function toFilmError(cause: unknown): MillraceError {
  if (cause instanceof MillraceError) return cause
  if (cause instanceof UnsupportedInputFormatError) {
    return new MillraceError('bad-input', 'This is not a video file that can be read.', {
      hint: FORMATS,
      docs: 'videos-that-cannot-be-read',
      cause,
    })
  }
  if (cause instanceof DOMException) {
    return new MillraceError(
      'bad-input',
      'The file can no longer be read: it was moved, changed or removed.',
      {
        hint: 'Choose it again.',
        docs: 'videos-that-cannot-be-read',
        cause,
      },
    )
  }
  const unreached = unreachable(cause)
  if (unreached !== undefined) return unreached
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new MillraceError('bad-input', `The file cannot be read: ${detail.replace(/\.?$/, '.')}`, {
    hint: 'It may be damaged or cut off; try another copy.',
    docs: 'videos-that-cannot-be-read',
    cause,
  })
}

/** A file that is read by its address, and is not there; undefined: something else is wrong. */
function unreachable(cause: unknown): MillraceError | undefined {
  const { message = '' } = cause instanceof Error ? cause : {}
  const [, status] = /^Error fetching .*: (\d{3})\b/.exec(message) ?? []
  if (status === undefined && !(cause instanceof TypeError && /fetch/i.test(message))) return undefined
  // What a server says of a part of nothing.
  if (status === '416') return nothingIn()
  const what =
    status === undefined
      ? 'The file cannot be read from its address.'
      : `The file is not at its address: its server says ${status}.`
  return new MillraceError('bad-input', what, {
    hint: 'Look at the address and the connection. Another server has to let this page read it (CORS).',
    docs: 'addresses-of-other-servers',
    cause,
  })
}
