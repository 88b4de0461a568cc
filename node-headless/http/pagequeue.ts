import { randomBytes } from 'node:crypto'
import type { Reply } from '../../web/pages/host.ts'

/** How long the page may take to answer, or to be there at all, ms. */
const PATIENCE_MS = 10_000

type Wish<Ask> = Ask extends unknown ? Omit<Ask, 'id'> : never

/** What those who come to a server want of the page, and what comes of it. */
export type PageQueue<Ask extends { id: string }> = {
  /** @returns undefined where no page answers in time */
  ask(wish: Wish<Ask>): Promise<Reply | undefined>
  /** For the page: the next one. A page that was loaded anew asks again, and gets what its predecessor would have. */
  next(): Promise<Ask>
  /** For the page. */
  reply(reply: Reply): void
}

export function openQueue<Ask extends { id: string }>(): PageQueue<Ask> {
  const waiting: Ask[] = []
  const replies = new Map<string, (reply: Reply | undefined) => void>()
  let take: ((ask: Ask) => void) | undefined

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
      const ask = { ...wish, id } as unknown as Ask
      waiting.push(ask)
      let timer: NodeJS.Timeout | undefined
      const replied = new Promise<Reply | undefined>(resolve => {
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
