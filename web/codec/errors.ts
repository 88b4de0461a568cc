import { MillraceError } from '../protocol/errors.ts'

type Support = () => Promise<{ supported?: boolean }>

/**
 * What a decoder reported, in our words. Decoders tell a codec that they lack and a damaged stream apart
 * unreliably, so the browser is asked.
 */
export async function decodeError(codec: string, support: Support, cause: unknown): Promise<MillraceError> {
  if (await isSupported(support)) {
    return new MillraceError(
      'bad-input',
      `The ${codec} stream is damaged: it cannot be decoded any further.`,
      {
        hint: 'Try another file, or export it again.',
        docs: 'videos-that-cannot-be-read',
        cause,
      },
    )
  }
  return new MillraceError('unsupported', `This browser cannot decode ${codec || 'this codec'}.`, {
    hint: 'Convert the video to H.264, VP9 or AV1 with 8 bits per colour.',
    docs: 'videos-that-cannot-be-read',
    cause,
  })
}

/** What an encoder reported, in our words. */
export async function encodeError(codec: string, support: Support, cause: unknown): Promise<MillraceError> {
  if (await isSupported(support)) {
    return new MillraceError('internal', `The ${codec} encoder failed.`, { hint: 'Start again.', cause })
  }
  return new MillraceError('unsupported', `This browser cannot encode ${codec} at this size.`, {
    hint: 'Choose another codec or smaller pictures; most browsers have H.264.',
    docs: 'videos-that-cannot-be-read',
    cause,
  })
}

/** A configuration that makes no sense is rejected by the question itself. */
function isSupported(support: Support): Promise<boolean> {
  return support().then(
    ({ supported }) => supported === true,
    () => false,
  )
}
