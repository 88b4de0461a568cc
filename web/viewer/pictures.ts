import { parseThumbnails, type Thumbnail } from '../protocol/pictures.ts'

/** What is known of them is asked for anew after so long, ms: while a stream is live there are more. */
const KNOWN_MS = 10_000

/** Small pictures of a stream, along its timeline. */
export type Pictures = {
  /** Address of the one of this moment, Unix ms; undefined where there is none. */
  at(time: number): Promise<string | undefined>
  /** One that stands for all of it. */
  poster: string
}

/** Loads nothing before it is asked. @param address of the master playlist */
export function openPictures(address: string): Pictures {
  const track = new URL('pictures.vtt', address)
  let known: Promise<Thumbnail[]> | undefined
  let askedAt = 0

  const load = async () => {
    const response = await fetch(track)
    return response.ok ? parseThumbnails(await response.text()) : []
  }
  return {
    async at(time) {
      if (known === undefined || performance.now() - askedAt > KNOWN_MS) {
        known = load().catch(() => [])
        askedAt = performance.now()
      }
      const found = (await known).findLast(({ at }) => at <= time)
      return found && new URL(found.uri, track).href
    },
    poster: new URL('poster.jpg', address).href,
  }
}
