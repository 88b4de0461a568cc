import { wordsOf, wrongWordsIn } from '../ai/wrongwords.ts'
import type { Said } from '../protocol/askschema.ts'
import { joinSound, SOUND_PACKET_MS, splitSound } from '../protocol/sound.ts'

/** So much of a sound is written down again here, to compare it, ms: slow machines check, too. */
export const STRETCH_MS = 45_000
/** What begins or ends so near the cuts may have been cut itself, ms. */
const EDGE_MS = 2000
/** Share of words that may differ: the cuts change where the net begins to listen. */
const MOST_WRONG = 1 / 3
/** So few words that differ prove nothing. */
const FEW = 3

/** A part of a sound of this length, ms. */
export type Stretch = { from: number; to: number; duration: number }

/** @param random 0 to 1, not to be foreseen */
export function stretchOf(duration: number, random: number): Stretch {
  const room = Math.max(0, duration - STRETCH_MS)
  const from = Math.floor((random * room) / SOUND_PACKET_MS) * SOUND_PACKET_MS
  return { from, to: Math.min(duration, from + STRETCH_MS), duration }
}

/** The same part of the packets of a sound. */
export function cutSound(
  sound: Uint8Array<ArrayBuffer>,
  { from, to, duration }: Stretch,
): Uint8Array<ArrayBuffer> {
  const packets = splitSound(sound, duration)
  return joinSound(packets.slice(from / SOUND_PACKET_MS, Math.ceil(to / SOUND_PACKET_MS)))
}

/**
 * Holds what two have heard against each other.
 * @param own of the stretch alone, in its own times @param given of the whole sound
 * @returns what speaks against it, in plain words
 */
export function compareSaid(
  own: readonly Said[],
  given: readonly Said[],
  { from, to, duration }: Stretch,
): string | undefined {
  const begin = from === 0 ? 0 : from + EDGE_MS
  const end = to === duration ? Number.POSITIVE_INFINITY : to - EDGE_MS
  const inside = (said: readonly Said[]) => said.filter(one => one.start >= begin && one.end <= end)
  const moved = own.map(({ start, end, text }) => ({ start: start + from, end: end + from, text }))
  const near = given.filter(({ start, end }) => start < to && end > from)
  if (isFar(inside(moved), near)) return 'It did not write what is said.'
  return isFar(inside(near), moved) ? 'It wrote what is not said.' : undefined
}

/** Whether what is in one cannot be found in the other. */
function isFar(one: readonly Said[], other: readonly Said[]): boolean {
  const [said, heard] = [one, other].map(each => wordsOf(each.map(({ text }) => text).join(' ')))
  const words = said ?? []
  return wrongWordsIn(words, heard ?? []) > Math.max(FEW, words.length * MOST_WRONG)
}
