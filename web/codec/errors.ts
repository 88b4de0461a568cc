import { MillraceError } from '../protocol/errors.ts'

/** What a VideoDecoder or AudioDecoder threw or reported, in our words. */
export function decodeError(codec: string, cause: unknown): MillraceError {
  if (isUnsupported(cause)) {
    return new MillraceError('unsupported', `This browser cannot decode ${codec || 'this codec'}.`, {
      hint: 'Convert the video to H.264, VP9 or AV1 with 8 bits per colour.',
      cause,
    })
  }
  return new MillraceError('bad-input', `The ${codec} stream is damaged: it cannot be decoded any further.`, {
    hint: 'Try another file, or export it again.',
    cause,
  })
}

/** What a VideoEncoder or AudioEncoder threw or reported, in our words. */
export function encodeError(codec: string, cause: unknown): MillraceError {
  if (isUnsupported(cause)) {
    return new MillraceError('unsupported', `This browser cannot encode ${codec}.`, {
      hint: 'Choose another codec; H.264 is the one that most browsers have.',
      cause,
    })
  }
  return new MillraceError('internal', `The ${codec} encoder failed.`, { hint: 'Start again.', cause })
}

/** Codecs say NotSupportedError for what they lack, and TypeError for a configuration that makes no sense. */
function isUnsupported(cause: unknown): boolean {
  return cause instanceof TypeError || (cause instanceof DOMException && cause.name === 'NotSupportedError')
}
