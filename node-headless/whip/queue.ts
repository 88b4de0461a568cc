import { randomBytes } from 'node:crypto'
import type { WhipAsk, WhipReply } from '../../web/pages/host.ts'

/** How long the page may take to answer a publisher, or to be there at all, ms. */
const PATIENCE_MS = 10_000

/** What publishers want of the page, and what comes of it. */
export type WhipQueue = {
  /** @returns undefined where no page answers in time */
  ask(ask: WhipWish): Promise<WhipReply | undefined>
  /** For the page: the next one. A page that was loaded anew asks again, and gets what its predecessor would have. */
  next(): Promise<WhipAsk>
  /** For the page. */
  reply(reply: WhipReply): void
}

export type WhipWish = { kind: 'enter'; session: string; offer: string } | { kind: 'leave'; session: string }

export function openQueue(): WhipQueue {
  const waiting: WhipAsk[] = []
  const replies = new Map<string, (reply: WhipReply | undefined) => void>()
  let take: ((ask: WhipAsk) => void) | undefined

  const feed = () => {
    const [first] = waiting
    if (take === undefined || first === undefined) return
    waiting.shift()
    take(first)
    take = undefined
  }

  return {
    async ask(wish) {
      const id = randomBytes(8).toString('hex')
      const ask = { ...wish, id }
      waiting.push(ask)
      let timer: NodeJS.Timeout | undefined
      const replied = new Promise<WhipReply | undefined>(resolve => {
        replies.set(id, resolve)
        timer = setTimeout(resolve, PATIENCE_MS, undefined)
      })
      feed()
      const reply = await replied
      clearTimeout(timer)
      replies.delete(id)
      const at = waiting.indexOf(ask)
      if (at !== -1) waiting.splice(at, 1)
      return reply
    },
    next() {
      return new Promise(resolve => {
        take = resolve
        feed()
      })
    },
    reply(reply) {
      replies.get(reply.id)?.(reply)
    },
  }
}
