import type { FileInfo, Order } from '../../files/types.ts'
import { sizeAfter } from '../../protocol/effects.ts'
import { MillraceError } from '../../protocol/errors.ts'
import { isMakeable, ladderFor, rungsWithin } from '../../protocol/ladder.ts'
import { atQuality } from '../../protocol/quality.ts'
import { cropTo, keptSize } from '../files/crop.ts'
import { OWN_SIZE, type Task } from '../host.ts'

/** The order that a task is for a video. @throws MillraceError unsupported: it is smaller than what is asked for */
export function toOrder(
  { video, sounds }: Pick<FileInfo, 'video' | 'sounds'>,
  {
    container,
    codec,
    renditions,
    quality,
    sound,
    trim,
    maxFramerate,
    shape,
    fit,
    turn,
    effect,
  }: Omit<Task, 'file' | 'out'>,
): Order {
  const names = renditions.map(({ name }) => name).filter(name => name !== OWN_SIZE)
  const crop = cropTo(video, shape, fit, turn)
  const picture = { ...sizeAfter(effect?.id, keptSize(video, crop)), framerate: video.framerate }
  const within = rungsWithin(picture)
  const larger = names.filter(name => !within.includes(name))
  if (larger.length > 0) {
    const size = `${picture.width} x ${picture.height}`
    throw new MillraceError(
      'unsupported',
      `${larger.join(' and ')} would be larger than the video, ${size}.`,
      {
        hint: 'Ask for a smaller one, or for none: the video then keeps its size. The effect “enlarge” doubles it.',
      },
    )
  }
  if (names.length === 0 && !isMakeable(picture)) {
    const size = `${picture.width} x ${picture.height}`
    throw new MillraceError('unsupported', `The whole of it would be ${size}, which is too large.`, {
      hint: 'Ask for a rendition, 1080p or smaller.',
    })
  }
  const bitrates = new Map(renditions.map(({ name, bitrate }) => [name, bitrate]))
  const ladder = ladderFor(picture, { rungs: names, codec, segmentMs: 1000, maxFramerate })
  return {
    renditions: ladder.map(each => {
      const name = names.length === 0 ? OWN_SIZE : each.name
      if (quality !== undefined) return atQuality({ ...each, name }, quality)
      return { ...each, name, bitrate: bitrates.get(name) ?? each.bitrate }
    }),
    container,
    ...(crop && { crop }),
    ...(turn !== 0 && { turn }),
    ...(effect && { effect }),
    sounds: sound ? sounds.slice(0, 1).map(({ number }) => number) : [],
    ...((trim.start ?? trim.end) !== undefined && {
      trim: { start: micros(trim.start, -Infinity), end: micros(trim.end, Infinity) },
    }),
  }
}

function micros(seconds: number | undefined, otherwise: number): number {
  return seconds === undefined ? otherwise : Math.round(seconds * 1e6)
}
