import { formatEther } from '../web/protocol/amount.ts'
import { count, type Reported } from './events.ts'

/**
 * The live line: what each role of this node does now.
 * @param now Unix ms
 * @param round of the local chain, where there is one
 */
export function formatStatus(reported: Reported, now: number, round?: bigint): string {
  const chain = round === undefined ? [] : [`round ${round}`]
  return [...streamParts(reported, now), ...orchestratorParts(reported), ...chain].join(' | ')
}

function streamParts({ stream }: Reported, now: number): string[] {
  if (stream === undefined) return []
  const { state, startedAt, source, renditions, jobs, paid, viewers } = stream.snapshot
  const working = jobs.filter(job => job.state === 'running').length
  const rungs = renditions.map(({ rendition, framerate }) => `${rendition.name} ${framerate.toFixed(0)}`)
  const latency = Math.max(0, ...renditions.map(rendition => rendition.latency))
  return [
    `${state} ${formatDuration(now - startedAt)}`,
    ...(source.stats === undefined ? [] : [`source ${source.stats.framerate.toFixed(1)} fps`]),
    ...(rungs.length === 0 ? [] : [`${rungs.join(' ')} fps`, `latency ${latency.toFixed(0)} ms`]),
    `${count(working, 'orchestrator')}, ${count(viewers, 'viewer')}`,
    ...(paid > 0n ? [`paid ${formatEther(paid)}`] : []),
  ]
}

function orchestratorParts({ orchestrator, stream, earnings }: Reported): string[] {
  if (orchestrator === undefined) return []
  const running = orchestrator.snapshot.jobs.filter(job => job.state === 'running')
  const slowest = Math.min(...running.map(job => job.realtime))
  const pace = running.length === 0 ? '' : ` at ${slowest.toFixed(1)}x real time`
  const label = stream === undefined ? `${orchestrator.snapshot.state}, ` : 'here '
  const { earned = 0n, redeemed = 0n } = earnings?.summary ?? {}
  return [
    label + count(running.length, 'job') + pace,
    ...(earned > 0n ? [`earned ${formatEther(earned)}, ${formatEther(redeemed)} paid out`] : []),
  ]
}

/** `1:02:03`, without the hours while there are none. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
