import type { VideoFormat } from '../protocol/schema.ts'

/**
 * Whether a source may go on in another format under the same jobs: the ladder stays as it is, and decoders find all
 * they need in its keys, as in H.264 in Annex B.
 */
export function succeeds(next: VideoFormat | undefined, before: VideoFormat | undefined): boolean {
  if (next === undefined || before === undefined) return next === before
  const isSameSize = next.width === before.width && next.height === before.height
  const isSameCodec = next.codec === before.codec && isSame(next.description, before.description)
  return (
    isSameSize && next.framerate === before.framerate && (isSameCodec || (isAnnexB(next) && isAnnexB(before)))
  )
}

function isAnnexB({ codec, description }: VideoFormat): boolean {
  return /^avc/.test(codec) && description === undefined
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return String(one) === String(other)
}
