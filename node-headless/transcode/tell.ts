import type { HostEvent, TaskProgress } from '../../web/pages/host.ts'
import { formatEther } from '../../web/protocol/amount.ts'
import { count } from '../events.ts'
import { oneLine } from '../log.ts'
import { formatDuration } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { type Beginning, formatBar, formatProgress } from './progress.ts'

/** What happens on the way to a video, as `--json` says it, an object a line. */
export type Told =
  | ({ event: 'opened' } & Omit<Extract<HostEvent, { kind: 'opened' }>, 'kind'>)
  | ({ event: 'progress' } & TaskProgress)
  | { event: 'done'; files: string[]; ms: number; paid: bigint; exit: 0 }
  | { event: 'failed' | 'stopped'; message: string; hint?: string | undefined; exit: number }

/** Wei are decimal text: they do not fit into the numbers of JSON. */
export function toJson(told: object): string {
  return JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
}

/** Tells it in words, with a bar where there is a terminal. @param now a clock, ms */
export function lines(terminal: Terminal, now: () => number = Date.now): (told: Told) => void {
  let since: Beginning | undefined
  return told => {
    if (told.event === 'opened') terminal.print(describe(told))
    else if (told.event === 'progress' && (told.segments.all > 0 || told.state === 'delivering')) {
      if (told.state === 'working') since ??= { share: told.share, at: now() }
      const text = formatProgress(told, since ?? { share: told.share, at: now() }, now())
      terminal.status(terminal.isLive ? `${formatBar(told.share)} ${text}` : text)
    } else if (told.event === 'done') {
      terminal.status('')
      for (const file of told.files) terminal.print(`${file} is made`)
      const paid = told.paid > 0n ? `, paid ${formatEther(told.paid)}` : ''
      terminal.print(`in ${formatDuration(told.ms)}${paid}`)
    }
  }
}

function describe({
  format,
  width,
  height,
  framerate,
  seconds,
  sounds,
  notices,
}: Told & { event: 'opened' }) {
  const picture = `${width} x ${height}, ${framerate.toFixed(2)} fps`
  const what = `${format}, ${picture}, ${formatDuration(Math.round(seconds) * 1000)}, ${count(sounds, 'sound')}`
  return [what, ...notices].map(oneLine).join('\n')
}
