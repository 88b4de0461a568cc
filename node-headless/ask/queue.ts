import { randomBytes } from 'node:crypto'
import type { AskNews, AskWish } from '../../web/pages/host.ts'
import { MillraceError } from '../../web/protocol/errors.ts'

export type Wanted = Omit<Extract<AskWish, { kind: 'ask' }>, 'kind' | 'id'>
export type Done = Extract<AskNews, { kind: 'done' }>

/** Requests on their way to the page, and how they go. */
export type AskQueue = {
  /**
   * Resolves when it is done.
   * @throws MillraceError why it is not: what the page says, peer-lost where the page is gone, or what the signal was aborted with
   */
  ask(wanted: Wanted, signal: AbortSignal, onnews?: (news: AskNews) => void): Promise<Done>
  /** For the page: the next one. */
  next(): Promise<AskWish>
  /** For the page. */
  tell(news: AskNews): void
  /** There is a new page: what the one before was given is lost. */
  restart(): void
}

type Open = { isGiven: boolean; hear(news: AskNews): void; fail(error: unknown): void }

export function openQueue(): AskQueue {
  const waiting: AskWish[] = []
  const open = new Map<string, Open>()
  let take: ((wish: AskWish) => void) | undefined

  const feed = () => {
    const [first] = waiting
    if (take === undefined || first === undefined) return
    waiting.shift()
    const given = open.get(first.id)
    if (given !== undefined) given.isGiven = true
    take(first)
    take = undefined
  }
  const push = (wish: AskWish) => {
    waiting.push(wish)
    feed()
  }
  const leave = (id: string) => {
    const at = waiting.findIndex(wish => wish.id === id)
    if (at === -1) push({ kind: 'leave', id })
    else waiting.splice(at, 1)
  }

  return {
    async ask(wanted, signal, onnews = () => {}) {
      signal.throwIfAborted()
      const id = randomBytes(8).toString('hex')
      let onabort = () => {}
      const done = new Promise<Done>((resolve, reject) => {
        const hear = (news: AskNews) => {
          onnews(news)
          if (news.kind === 'done') resolve(news)
          else if (news.kind === 'failed') reject(toError(news))
        }
        open.set(id, { isGiven: false, hear, fail: reject })
        onabort = () => reject(signal.reason)
      })
      signal.addEventListener('abort', onabort)
      push({ kind: 'ask', id, ...wanted })
      try {
        return await done
      } finally {
        open.delete(id)
        signal.removeEventListener('abort', onabort)
        if (signal.aborted) leave(id)
      }
    },
    next() {
      return new Promise(resolve => {
        take = resolve
        feed()
      })
    },
    tell(news) {
      open.get(news.id)?.hear(news)
    },
    restart() {
      take = undefined
      for (const { isGiven, fail } of open.values()) {
        if (isGiven) fail(new MillraceError('peer-lost', 'The page that was at it is gone: ask again.'))
      }
    },
  }
}

function toError({ code, message, hint }: Extract<AskNews, { kind: 'failed' }>): MillraceError {
  return new MillraceError(code, message, hint === '' ? {} : { hint })
}
