import type { Chunk } from '../protocol/chunk.ts'
import type { Feed } from './feed.ts'
import { createSilence } from './silence.ts'

/** The orchestrators of a stream, by their links: which one works, who stands by, and when that one takes over. */
export type Shift = {
  /** One more: it works where none does, else it stands by. */
  add(link: string, feed: Feed): void
  /** One is gone; if it worked, the one that stands by goes on from what is delivered. */
  remove(link: string): void
  feed(link: string): Feed | undefined
  works(link: string): boolean
  /** The source's next chunk. @param room the link that works has enough, so that another may stand by */
  push(chunk: Chunk, room: boolean): void
  /** Whether what this one delivers may be published. */
  admit(link: string, chunk: Chunk, now: number): boolean
  /** Something was published: who stands by may decode up to there. */
  published(): void
  /** Call it often. @param newest time of the source's newest frame, µs */
  watch(newest: number, now: number): void
}

export type ShiftHandlers = {
  /** Up to where all rungs are delivered, µs. */
  delivered(): number
  /** Another one works from here on: its first chunks are keys. */
  onchange(): void
  /** One was silent for so long (ms) that another has taken its place. */
  onsilent(link: string, silence: number): void
}

export function createShift({ delivered, onchange, onsilent }: ShiftHandlers): Shift {
  const feeds = new Map<string, Feed>()
  let working: string | undefined
  let silence = createSilence()
  /** The one that works is silent, so another was told to begin: whoever delivers first works. */
  let calledUp = false

  const others = () => [...feeds].filter(([link]) => link !== working).map(([, feed]) => feed)

  const takeOn = (link: string) => {
    working = link
    silence = createSilence()
    calledUp = false
    onchange()
  }
  const replace = () => {
    working = undefined
    const [next] = feeds
    if (next === undefined) return
    takeOn(next[0])
    next[1].begin(delivered())
  }

  return {
    add(link, feed) {
      feeds.set(link, feed)
      if (working === undefined) replace()
    },
    remove(link) {
      if (!feeds.delete(link)) return
      calledUp = false
      if (link === working) replace()
    },
    feed: link => feeds.get(link),
    works: link => link === working,
    push(chunk, room) {
      for (const feed of feeds.values()) feed.push(chunk, room)
    },
    admit(link, chunk, now) {
      if (link !== working) {
        if (!calledUp || !chunk.key || working === undefined) return false
        onsilent(working, silence.length())
        takeOn(link)
      }
      silence.heard(now)
      if (calledUp) for (const feed of others()) feed.rest()
      calledUp = false
      return true
    },
    published() {
      const until = delivered()
      for (const feed of others()) feed.delivered(until)
    },
    watch(newest, now) {
      const until = delivered()
      const silent = silence.tick(now, newest > until)
      if (!silent || calledUp) return
      // A false alarm costs little: whoever works goes on as soon as it speaks again.
      for (const feed of others().filter(feed => feed.ready(until))) {
        calledUp = true
        feed.begin(until)
      }
    },
  }
}
