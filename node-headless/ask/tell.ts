import type { AskNews } from '../../web/pages/host.ts'
import { formatEther } from '../../web/protocol/amount.ts'
import type { Found } from '../../web/protocol/askschema.ts'
import { count } from '../events.ts'
import { oneLine } from '../log.ts'
import { formatDuration } from '../status.ts'
import type { Terminal } from '../terminal.ts'

type Stage = Extract<AskNews, { kind: 'stage' }>
type Opened = Extract<AskNews, { kind: 'opened' }>

/** What happens on the way to an answer, as `--json` says it, an object a line; wei. */
export type Told =
  | ({ event: 'opened' } & Pick<Opened, 'width' | 'height' | 'prices'>)
  | ({ event: 'progress' } & Pick<Stage, 'stage' | 'peer' | 'share'>)
  | { event: 'missed'; peer: string; reason: string }
  | {
      event: 'done'
      files: string[]
      found?: Found[]
      peer: string
      checked: boolean
      ms: number
      paid: bigint
      exit: 0
    }

/** News of the page that are told as they come; the end is told once all is in its place. */
export function toldOf(news: AskNews): Told | undefined {
  switch (news.kind) {
    case 'opened':
      return { event: 'opened', width: news.width, height: news.height, prices: news.prices }
    case 'stage':
      return { event: 'progress', stage: news.stage, peer: news.peer, share: news.share }
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
  sending: 'sending the picture',
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
      const share = SHARED.includes(told.stage) ? `, ${Math.floor(told.share * 100)} %` : ''
      terminal.status(WORDS[told.stage] + share)
    } else if (told.event === 'missed') {
      terminal.print(oneLine(`${told.peer} did not do it: ${told.reason}`))
    } else {
      terminal.status('')
      for (const { label, score } of told.found ?? [])
        terminal.print(oneLine(`${label}, ${Math.round(score * 100)} %`))
      if (told.found?.length === 0) terminal.print('nothing is found')
      for (const file of told.files) terminal.print(`${file} is made`)
      const paid = told.paid > 0n ? `, paid ${formatEther(told.paid)}` : ''
      terminal.print(`in ${formatDuration(told.ms)}${paid}${told.checked ? ', checked' : ''}`)
    }
  }
}

function describe({ width, height, prices: { median, paid, free } }: Told & { event: 'opened' }): string {
  const offers = [
    ...(paid > 0 ? [`${count(paid, 'orchestrator')} at ${formatEther(median)} (median)`] : []),
    ...(free > 0 ? [`${count(free, 'orchestrator')} for nothing`] : []),
  ]
  return `${width} x ${height} goes out${offers.length === 0 ? '' : `; ${offers.join(', ')}`}`
}
