import { isSameEffect } from './effects.ts'
import type { FileRendition, FileSegment, MadeRendition } from './file.ts'
import { accountOf } from './filereceipt.ts'
import { wantedTimes } from './filetimes.ts'
import { codecString } from './ladder.ts'
import { FILE_LEVEL_FRAMERATE } from './limits.ts'
import type { Effect, Receipt } from './schema.ts'

/**
 * Holds a rendition of a segment against what was ordered and what was signed for it: nothing is lost on the way of a
 * file, so that all of it must fit.
 * @returns what does not, in plain words
 */
export async function checkMade(
  segment: FileSegment,
  rendition: FileRendition,
  made: MadeRendition,
  receipt: Receipt,
  effect: Effect | undefined,
): Promise<string | undefined> {
  const wanted = wantedTimes(segment, rendition.maxFramerate)
  const times = made.packets.map(({ timestamp }) => timestamp).sort((one, other) => one - other)
  if (!isSame(times, wanted)) return 'It sent other frames than those that were ordered.'
  if (familyOf(made.codec) !== familyOf(codecOf(rendition))) return 'It sent another codec than was ordered.'
  const told = await accountOf(segment, rendition, made.packets, effect)
  if (receipt.frames !== told.frames || receipt.bytes !== told.bytes || receipt.skipped !== 0) {
    return 'It signed for more or fewer frames than it sent.'
  }
  if (receipt.pixels !== told.pixels) return 'It signed for another number of pixels than its frames have.'
  if (!isSameEffect(receipt.effect, effect)) return 'It signed for another effect than was ordered.'
  if (!isSame(receipt.digests, told.digests)) return 'It sent other frames than it signed for.'
  return isSame(receipt.source, told.source) ? undefined : 'It signed for frames of another source.'
}

/** The WebCodecs codec string with which a rendition of a file is encoded. */
export function codecOf({ codec, width, height, maxFramerate }: FileRendition): string {
  return codecString(codec, { width, height, framerate: maxFramerate || FILE_LEVEL_FRAMERATE })
}

function familyOf(codec: string): string | undefined {
  return codec.split('.')[0]
}

function isSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  return (
    one.length === other.length && Array.prototype.every.call(one, (value, index) => value === other[index])
  )
}
