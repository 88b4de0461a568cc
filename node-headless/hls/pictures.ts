import type { FeedPicture } from '../../web/protocol/feed.ts'
import { formatThumbnails, type Thumbnail } from '../../web/protocol/pictures.ts'

/** The folder in which they lie. */
export const PICTURES = 'pictures'

type Stored = Thumbnail & { file: string; size: number }

/** Small pictures of one stream, by sequence number. */
export type Pictures = {
  /** @param at Unix ms */
  add(sequence: number, at: number, picture: FeedPicture, size: number): void
  /** @returns the files that belong to nothing now */
  dropBefore(sequence: number): string[]
  bytes(): number
  has(file: string): boolean
  /** The file that stands for the stream: the newest while it is live, one in its middle after that. */
  poster(over: boolean): string | undefined
  /** As WebVTT. */
  track(from: number, until: number): string
}

export function createPictures(): Pictures {
  const stored = new Map<number, Stored>()

  return {
    add(sequence, at, { run, number, width, height }, size) {
      const file = `${PICTURES}/${pictureOf(run, number)}`
      stored.set(sequence, { uri: file, file, at, width, height, size })
    },
    dropBefore(sequence) {
      const left = [...stored].filter(([each]) => each < sequence)
      for (const [each] of left) stored.delete(each)
      return left.map(([, { file }]) => file)
    },
    bytes: () => [...stored.values()].reduce((sum, { size }) => sum + size, 0),
    has: file => [...stored.values()].some(each => each.file === file),
    poster(over) {
      const all = [...stored.values()]
      return all[over ? all.length >> 1 : all.length - 1]?.file
    },
    track: (from, until) => formatThumbnails([...stored.values()], from, until),
  }
}

/** The file of a picture. */
export function pictureOf(run: string, number: number): string {
  return `${run}-${number}.jpg`
}
