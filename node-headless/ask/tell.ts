import type { AskedSize, AskNews } from '../../web/pages/host.ts'
import { formatEther } from '../../web/protocol/amount.ts'
import type { Found, Said } from '../../web/protocol/askschema.ts'
import { CLIP_FRAMERATE } from '../../web/protocol/imagine.ts'
import type { Wish } from '../../web/protocol/wish.ts'
import { count } from '../events.ts'
import { oneLine } from '../log.ts'
import { formatDuration } from '../status.ts'
import type { Terminal } from '../terminal.ts'

type Stage = Extract<AskNews, { kind: 'stage' }>
type Opened = Extract<AskNews, { kind: 'opened' }>
/** What is painted; `frames` of a clip. */
type Painted = Wish & { frames?: number }

/** What happens on the way to an answer, as `--json` says it, an object a line; wei. */
export type Told =
  | ({ event: 'opened' } & Pick<Opened, 'prices'> & AskedSize & Partial<Painted>)
  | ({ event: 'progress' } & Pick<Stage, 'stage' | 'peer' | 'share' | 'reason'>)
  | { event: 'missed'; peer: string; reason: string }
  | {
      event: 'done'
      files: string[]
      found?: Found[]
      said?: Said[]
      peer: string
      checked: boolean
      ms: number
      paid: bigint
      exit: 0
    }

/**
 * News of the page that are told as they come; the end is told once all is in its place.
 * @param wish what is painted, with the seed that was drawn; undefined: nothing is
 */
export function toldOf(news: AskNews, wish?: Painted): Told | undefined {
  switch (news.kind) {
    case 'opened': {
      const { id: _, kind, ...opened } = news
      return { event: kind, ...opened, ...wish }
    }
    case 'stage': {
      const { id: _, kind, ...stage } = news
      return { event: 'progress', ...stage }
    }
    case 'missed':
      return { event: 'missed', peer: news.peer, reason: news.reason }
    case 'done':
    case 'failed':
      return undefined
  }
}

const WORDS: Record<Stage['stage'], string> = {
  searching: 'looking for an orchestrator that does it',
  connecting: 'connecting',
  sending: 'sending it',
  loading: 'the model is being loaded there',
  running: 'the model runs',
  taking: 'the result is coming',
  checking: 'doing it again here, to check it',
}
/** Stages of which a share is known. */
const SHARED: Stage['stage'][] = ['sending', 'loading']

/** Tells it in words. */
export function lines(terminal: Terminal): (told: Told) => void {
  return told => {
    if (told.event === 'opened') terminal.print(describe(told))
    else if (told.event === 'progress') {
      // A picture is done in one go.
      const isShared = SHARED.includes(told.stage) || (told.stage === 'running' && told.share < 1)
      const share = isShared ? `, ${Math.floor(told.share * 100)} %` : ''
      const reason = told.reason === '' ? '' : `: ${oneLine(told.reason)}`
      terminal.status(WORDS[told.stage] + share + reason)
    } else if (told.event === 'missed') {
      terminal.print(oneLine(`${told.peer} did not do it: ${told.reason}`))
    } else {
      terminal.status('')
      for (const { label, score } of told.found ?? [])
        terminal.print(oneLine(`${label}, ${Math.round(score * 100)} %`))
      if (told.found?.length === 0) terminal.print('nothing is found')
      for (const { start, text } of told.said ?? [])
        terminal.print(oneLine(`${formatDuration(start)}  ${text}`))
      if (told.said?.length === 0) terminal.print('nobody speaks')
      for (const file of told.files) terminal.print(`${file} is made`)
      const paid = told.paid > 0n ? `, paid ${formatEther(told.paid)}` : ''
      terminal.print(`in ${formatDuration(told.ms)}${paid}${told.checked ? ', checked' : ''}`)
    }
  }
}

function describe({ prices, event: _, ...size }: Told & { event: 'opened' }): string {
  const { median, paid, free } = prices
  const offers = [
    ...(paid > 0 ? [`${count(paid, 'orchestrator')} at ${formatEther(median)} (median)`] : []),
    ...(free > 0 ? [`${count(free, 'orchestrator')} for nothing`] : []),
  ]
  return `${whatGoesOut(size)}${offers.length === 0 ? '' : `; ${offers.join(', ')}`}`
}

function whatGoesOut({ words, seed, frames, ...size }: AskedSize & Partial<Painted>): string {
  if ('duration' in size) return `${formatDuration(size.duration)} of sound goes out`
  const sides = `${size.width} x ${size.height}`
  if (words === undefined) return `${sides} goes out`
  if (frames === undefined) return `${words}, seed ${seed}: ${sides} is painted`
  const length = formatDuration((frames * 1000) / CLIP_FRAMERATE)
  return `${words}, seed ${seed}: ${length} of ${sides} are painted`
}
