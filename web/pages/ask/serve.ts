import { type AskParts, ask } from '../../ask/ask.ts'
import { openPicked, openSound, orderOf, type Picked, wordsOf } from '../../ask/picked.ts'
import type { AskEvent } from '../../ask/types.ts'
import { CAPTIONS } from '../../protocol/captions.ts'
import { MillraceError, toError } from '../../protocol/errors.ts'
import { handIn } from '../handin.ts'
import type { AskNews, AskWish, Host } from '../host.ts'
import { pricesOf } from './price.ts'

type Asks = NonNullable<Host['asks']>
type Wanted = Extract<AskWish, { kind: 'ask' }>
/** Without the id of the request. */
type News = AskNews extends infer Each ? (Each extends AskNews ? Omit<Each, 'id'> : never) : never

/**
 * Works on what the node around the page is asked for, each as it comes: the node bounds how many.
 * @param why nobody does it, in plain words @param leaving ends those that are under way
 */
export async function serve(
  asks: Asks,
  parts: AskParts,
  why: (id: string) => string,
  leaving: AbortSignal,
): Promise<never> {
  const underWay = new Map<string, AbortController>()
  for (;;) {
    const wish = await asks.next()
    if (wish.kind === 'leave') {
      underWay.get(wish.id)?.abort(new MillraceError('ended', 'It is not wanted any more.'))
      continue
    }
    const { id } = wish
    const leave = new AbortController()
    underWay.set(id, leave)
    const tell = (news: News) => asks.tell({ ...news, id } as AskNews)
    work(wish, parts, why, AbortSignal.any([leaving, leave.signal]), tell)
      .catch(thrown => {
        const { code, message, hint = '' } = toError(thrown)
        tell({ kind: 'failed', code, message, hint })
      })
      .finally(() => underWay.delete(id))
  }
}

async function work(
  { task, about, out }: Wanted,
  parts: AskParts,
  why: (id: string) => string,
  signal: AbortSignal,
  tell: (news: News) => void,
): Promise<void> {
  const picked = await open(task.id, about, signal)
  const order = await orderOf(task, picked).finally(() => {
    if (picked.kind === 'picture') picked.bitmap.close()
  })
  const { task: _, ...size } = order.asked
  tell({ kind: 'opened', ...size, prices: pricesOf(parts.offers(), parts.market(), order.asked) })
  const onevent = (event: AskEvent) => tell(toNews(event, () => why(task.id)))
  const { answer, peer, paid, ms, checked } = await ask(parts, order, { onevent, signal })
  if (answer.kind === 'picture' || answer.kind === 'clip') await handIn(out, answer.bytes, signal)
  const found = answer.kind === 'found' ? answer.found : undefined
  const said = answer.kind === 'said' ? answer.said : undefined
  tell({ kind: 'done', peer, paid, ms, checked: checked === true, found, said })
}

function open(id: string, about: Wanted['about'], signal: AbortSignal): Promise<Picked> | Picked {
  if (typeof about !== 'string') return wordsOf(about)
  const address = new URL(about, location.href).href
  return id === CAPTIONS.id ? openSound(address, 'The sound', signal) : openPicked(address, signal)
}

function toNews(event: AskEvent, why: () => string): News {
  switch (event.kind) {
    case 'searching':
      return { kind: 'stage', stage: 'searching', peer: '', share: 0, reason: why() }
    case 'checking':
      return { kind: 'stage', stage: 'checking', peer: event.peer, share: 0, reason: '' }
    case 'asked':
      return { kind: 'stage', stage: event.stage, peer: event.peer, share: event.share, reason: '' }
    case 'failed':
      return { kind: 'missed', peer: event.peer, reason: event.error.message }
  }
}
