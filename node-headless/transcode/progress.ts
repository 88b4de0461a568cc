import type { TaskProgress } from '../../web/pages/host.ts'
import { formatEther } from '../../web/protocol/amount.ts'
import { count } from '../events.ts'
import { formatDuration } from '../status.ts'

const BAR_LENGTH = 24
/** Guesses of what is left are wild before so much is made. */
const LEAST_SHARE = 0.02

/** What was made before this run: only what came since tells of its speed. @param at ms */
export type Beginning = { share: number; at: number }

/**
 * The live line: how far it is, by whom, how fast, until when.
 * @param now ms
 */
export function formatProgress(progress: TaskProgress, since: Beginning, now: number): string {
  const { state, reason, segments, share, orchestrators, paid } = progress
  const working = orchestrators.filter(({ present }) => present).length
  const left = timeLeft(progress, since, now)
  return [
    `${String(Math.floor(share * 100)).padStart(3)} %`,
    ...(segments.all === 0 ? [] : [`${segments.made} of ${count(segments.all, 'segment')}`]),
    ...(state === 'working' ? [count(working, 'orchestrator'), `${speedOf(progress, since, now)} fps`] : []),
    ...(state === 'working' && left !== undefined ? [`${formatDuration(left)} left`] : []),
    ...(state === 'waiting' && reason !== '' ? [reason] : []),
    ...(state === 'joining' || state === 'delivering' ? ['writing'] : []),
    ...(paid > 0n ? [`paid ${formatEther(paid)}`] : []),
  ].join(' | ')
}

/** `[######------]` */
export function formatBar(share: number): string {
  const full = Math.min(BAR_LENGTH, Math.floor(share * BAR_LENGTH))
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_LENGTH - full)}]`
}

/** Frames of the video a second. */
function speedOf({ frames, share }: TaskProgress, { share: before, at }: Beginning, now: number): number {
  const seconds = (now - at) / 1000
  return seconds > 0 ? Math.round(((share - before) * frames.all) / seconds) : 0
}

/** ms */
function timeLeft(
  { share }: TaskProgress,
  { share: before, at }: Beginning,
  now: number,
): number | undefined {
  return share - before < LEAST_SHARE ? undefined : ((now - at) * (1 - share)) / (share - before)
}
