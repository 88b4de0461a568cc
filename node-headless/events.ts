import type { HostEvent } from '../web/pages/host.ts'
import { type Action, formatRule } from '../web/protocol/moderation.ts'
import type { Level } from './options.ts'

type Of<Kind extends HostEvent['kind']> = Extract<HostEvent, { kind: Kind }>
export type Line = { level: Level; message: string }

/** The newest event of each kind that a page has reported. */
export type Reported = { [Kind in HostEvent['kind']]?: Of<Kind> }

/** States of jobs that are more, or less, than news; one that is lost is replaced, or else the stream is interrupted. */
const JOB_LEVELS: Record<string, Level> = { failed: 'warn', connecting: 'debug' }
const RELAY_LEVELS: Record<string, Level> = {
  lost: 'warn',
  connecting: 'debug',
  connected: 'debug',
}

/** What an event tells beyond the ones before it: one line for each change in the life of a stream, job or relay. */
export function lifecycle(before: Reported, event: HostEvent): Line[] {
  switch (event.kind) {
    case 'ready':
      return [{ level: 'info', message: `ready as ${event.peer}` }]
    case 'stream':
      return [
        ...streamLines(before.stream, event),
        ...forceLines(before.stream, event),
        ...jobLines(streamJobs(before.stream), streamJobs(event)),
      ]
    case 'orchestrator':
      return [
        ...orchestratorLines(before.orchestrator, event),
        ...jobLines(orchestratorJobs(before.orchestrator), orchestratorJobs(event)),
      ]
    case 'effects':
      return effectsLines(before.effects, event)
    case 'earnings':
      return earningsLines(before.earnings, event)
    case 'relays':
      return relayLines(before.relays, event)
    case 'task':
      return taskLines(before.task, event)
    case 'moderation':
      return [turnLine(event.turn)]
    case 'cues':
    case 'opened':
    case 'delivered':
    case 'failed':
      return []
    case 'error':
      return sameError(before.error, event)
        ? []
        : [{ level: 'error', message: `${event.message} (${event.code})` }]
  }
}

function streamLines(before: Of<'stream'> | undefined, { snapshot }: Of<'stream'>): Line[] {
  const { state, reason, title } = snapshot
  if (before?.snapshot.state === state && before.snapshot.reason === reason) return []
  const message = `stream “${title}” ${state}${reason === '' ? '' : `: ${reason}`}`
  const isInterrupted = before?.snapshot.state === 'live' && state === 'waiting'
  return [{ level: state === 'failed' ? 'error' : isInterrupted ? 'warn' : 'info', message }]
}

/** Whether somebody looks, so that rules are in force. */
function forceLines(before: Of<'stream'> | undefined, event: Of<'stream'>): Line[] {
  const isInForce = ({ snapshot }: Of<'stream'>) =>
    snapshot.state === 'live' && snapshot.moderation.rules.length > 0
      ? snapshot.moderation.looking
      : undefined
  const now = isInForce(event)
  if (now === undefined || (before && isInForce(before)) === now) return []
  if (now) return [{ level: 'info', message: 'moderation is in force' }]
  return [{ level: 'warn', message: 'moderation is not in force: no orchestrator looks at the picture' }]
}

const DONE: Record<Action, string> = {
  warn: 'seen',
  blur: 'seen: the picture is blurred',
  end: 'seen: the stream ends',
}

function turnLine({ label, action, score, end }: Of<'moderation'>['turn']): Line {
  const rule = formatRule({ label, action })
  if (end !== undefined) return { level: 'info', message: `moderation: ${label} gone (${rule})` }
  const sure = `${Math.round(score * 100)} % sure`
  return { level: 'warn', message: `moderation: ${label} ${DONE[action]} (${rule}, ${sure})` }
}

function orchestratorLines(before: Of<'orchestrator'> | undefined, { snapshot }: Of<'orchestrator'>): Line[] {
  if (before?.snapshot.state === snapshot.state) return []
  const jobs = snapshot.state === 'offering' ? `, up to ${count(snapshot.maxJobs, 'job')}` : ''
  return [{ level: 'info', message: snapshot.state + jobs }]
}

function effectsLines(before: Of<'effects'> | undefined, event: Of<'effects'>): Line[] {
  const message = effectsInWords(event)
  return message === effectsInWords(before ?? { offered: [], slow: [] }) ? [] : [{ level: 'info', message }]
}

function effectsInWords({ offered, slow }: Pick<Of<'effects'>, 'offered' | 'slow'>): string {
  const short = slow.length === 0 ? '' : `; it is too slow for ${slow.join(', ')}`
  return `offers ${offered.length === 0 ? 'no effects' : offered.join(', ')}${short}`
}

/** What keeps an orchestrator from being paid, as far as it has to do with its node. */
const STANDINGS: Partial<Record<Of<'earnings'>['standing'], string>> = {
  'no-chain': 'not paid: there is no chain',
  'no-orchestrator': 'not paid yet: the account is no orchestrator',
  elsewhere: 'not paid yet: the account is registered at another peer id, or at none',
  inactive: 'not paid yet: the orchestrator is not active in this round',
}

function earningsLines(before: Of<'earnings'> | undefined, { standing, account }: Of<'earnings'>): Line[] {
  if (before?.standing === standing) return []
  const message = standing === 'ready' ? `can be paid as ${account}` : STANDINGS[standing]
  return message === undefined ? [] : [{ level: 'info', message }]
}

/** Orchestrators that came to work on a video, went, or failed at it. */
function taskLines(before: Of<'task'> | undefined, { progress }: Of<'task'>): Line[] {
  const known = new Map(before?.progress.orchestrators.map(each => [each.peer, each]))
  return progress.orchestrators.flatMap(({ peer, present, failed, error }): Line[] => {
    const { present: was = false, failed: times = 0 } = known.get(peer) ?? {}
    const name = `orchestrator ${shortId(peer)}`
    const why = error === '' ? '' : `: ${error}`
    if (failed > times) return [{ level: 'warn', message: `${name} failed at a segment${why}` }]
    if (present && !was) return [{ level: 'info', message: `${name} works` }]
    return was && !present ? [{ level: why === '' ? 'info' : 'warn', message: `${name} left${why}` }] : []
  })
}

type Job = { id: string; peer: string; state: string; reason: string; detail: string }

function streamJobs(event: Of<'stream'> | undefined): Job[] {
  return (event?.snapshot.jobs ?? []).map(({ id, peer, state, reason, carrier }) => ({
    ...{ id, peer, state, reason },
    detail: carrier === undefined ? '' : ` over ${carrier}`,
  }))
}

function orchestratorJobs(event: Of<'orchestrator'> | undefined): Job[] {
  const { jobs = [], history = [] } = event?.snapshot ?? {}
  return [...jobs, ...history].map(({ id, gateway, state, reason, source, rungs }) => ({
    ...{ id, peer: gateway, state, reason },
    detail: state === 'running' ? `, ${source} to ${rungs.join(' ')}` : '',
  }))
}

function jobLines(before: Job[], after: Job[]): Line[] {
  const states = new Map(before.map(({ id, state }) => [id, state]))
  const changed = after.filter(({ id, state }) => states.get(id) !== state)
  return changed.map(({ id, peer, state, reason, detail }) => ({
    level: JOB_LEVELS[state] ?? 'info',
    message: `job ${shortId(id)} with ${shortId(peer)} ${state}${detail}${reason === '' ? '' : `: ${reason}`}`,
  }))
}

function relayLines(before: Of<'relays'> | undefined, { relays }: Of<'relays'>): Line[] {
  const states = new Map(before?.relays.map(({ address, state }) => [address, state]))
  const changed = relays.filter(({ address, state }) => states.get(address) !== state)
  return changed.map(({ address, state }) => ({
    level: RELAY_LEVELS[state] ?? 'info',
    message: `relay ${address} ${state}`,
  }))
}

function sameError(before: Of<'error'> | undefined, { code, message }: Of<'error'>): boolean {
  return before?.code === code && before.message === message
}

/** The end of an id, which tells peers and jobs apart. */
export function shortId(id: string): string {
  return id.length > 8 ? `…${id.slice(-8)}` : id
}

/** `1 job`, `2 jobs` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
