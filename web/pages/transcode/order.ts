import type { FileInfo, Order } from '../../files/types.ts'
import { MillraceError } from '../../protocol/errors.ts'
import { ladderFor, rungsWithin } from '../../protocol/ladder.ts'
import { OWN_SIZE, type Task } from '../host.ts'

/** The order that a task is for a video. @throws MillraceError unsupported: it is smaller than what is asked for */
export function toOrder(
  { video, sounds }: Pick<FileInfo, 'video' | 'sounds'>,
  { container, codec, renditions, sound, trim }: Omit<Task, 'file' | 'out'>,
): Order {
  const names = renditions.map(({ name }) => name).filter(name => name !== OWN_SIZE)
  const within = rungsWithin(video)
  const larger = names.filter(name => !within.includes(name))
  if (larger.length > 0) {
    const size = `${video.width} x ${video.height}`
    throw new MillraceError(
      'unsupported',
      `${larger.join(' and ')} would be larger than the video, ${size}.`,
      {
        hint: 'Ask for a smaller one, or for none: the video then keeps its size.',
      },
    )
  }
  const bitrates = new Map(renditions.map(({ name, bitrate }) => [name, bitrate]))
  const ladder = ladderFor(video, { rungs: names, codec, segmentMs: 1000, maxFramerate: 0 })
  return {
    renditions: ladder.map(each => {
      const name = names.length === 0 ? OWN_SIZE : each.name
      return { ...each, name, bitrate: bitrates.get(name) ?? each.bitrate }
    }),
    container,
    sounds: sound ? sounds.slice(0, 1).map(({ number }) => number) : [],
    ...((trim.start ?? trim.end) !== undefined && {
      trim: { start: micros(trim.start, -Infinity), end: micros(trim.end, Infinity) },
    }),
  }
}

function micros(seconds: number | undefined, otherwise: number): number {
  return seconds === undefined ? otherwise : Math.round(seconds * 1e6)
}
