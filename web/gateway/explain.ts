import type { RelayState } from '../network/types.ts'
import { BLUR } from '../protocol/effects.ts'
import type { CodecName } from '../protocol/ladder.ts'
import { type Bar, barTo, type Candidate, type Market, type Work } from '../protocol/select.ts'

/** Why offers are left out, and what to do. */
const REASONS: Record<Exclude<Bar, 'codec' | 'effect'>, { one: string; all: string; hint: string }> = {
  busy: {
    one: 'is busy or paused',
    all: 'are busy or paused',
    hint: 'Work begins as soon as one is free. If one is yours, raise its limit of jobs on the contribute page; any other machine with that page open can take the work, too.',
  },
  slow: {
    one: 'was too slow for these sizes a short while ago',
    all: 'were too slow for these sizes a short while ago',
    hint: 'They are tried again soon; any other machine with the contribute page open can take them, too.',
  },
  'no-session': {
    one: 'works for pay',
    all: 'work for pay',
    hint: 'Open a payment session, or open the contribute page on a machine of your own.',
  },
  'too-dear': {
    one: 'asks more than your maximum price',
    all: 'ask more than your maximum price',
    hint: 'Without one in the address it is twice the usual price. Raise it, or wait for another orchestrator.',
  },
  stake: {
    one: 'has less stake than you ask for',
    all: 'have less stake than you ask for',
    hint: 'Lower the minimum stake, or wait for another one.',
  },
  unregistered: {
    one: 'is not the one that the chain knows under its account',
    all: 'are not those that the chain knows under their accounts',
    hint: 'Orchestrators that ask to be paid have to be registered and in the active set; a new one is from the next round on.',
  },
  cheated: {
    one: 'was caught cheating',
    all: 'were caught cheating',
    hint: 'It is asked again in some days; work begins as soon as there is another one.',
  },
}
const NO_EFFECT =
  'No orchestrator offers this AI model for a price that can be paid. Choose another one, or none; work begins by itself once it is offered.'
const NOT_ASKED =
  'No orchestrator offers this AI model for a price that can be paid. Switch it on on the contribute page of any computer, or choose another one.'
const NO_BLUR =
  'No orchestrator offers to blur for a price that can be paid; work begins by itself once one does.'
/** What is closest to being of use speaks for all. */
const NEAREST = ['busy', 'slow', 'too-dear', 'no-session', 'stake', 'unregistered', 'cheated'] as const

/** Why no orchestrator can be found, in plain words, with the next step. */
export function explain(
  relays: readonly RelayState[],
  candidates: readonly Candidate[],
  work: Work,
  market: Market,
): string {
  if (relays.every(({ state }) => state === 'connecting' || state === 'lost')) {
    return 'No relay answers, so no orchestrator can be found. Check the network or name another relay.'
  }
  if (candidates.length === 0) {
    return 'No orchestrator offers its work yet. Open the contribute page on any machine to start one.'
  }
  const bars = candidates.map(candidate => barTo(candidate, work, market))
  const nearest = NEAREST.find(bar => bars.includes(bar))
  if (nearest === undefined && bars.includes('effect')) return withoutEffect(work)
  if (nearest === undefined) return noneEncodes(candidates.length, work.codec ?? 'video')
  const many = bars.filter(bar => bar === nearest).length
  const { one, all, hint } = REASONS[nearest]
  return `${subject(many, bars.length)} ${many === 1 ? one : all}. ${hint}`
}

function withoutEffect({ codec, effect }: Work): string {
  if (codec === undefined) return NOT_ASKED
  return effect?.id === BLUR ? NO_BLUR : NO_EFFECT
}

function subject(many: number, all: number): string {
  if (all === 1) return 'The only orchestrator'
  if (many === all) return `All ${all} orchestrators`
  return many === 1 ? `One of the ${all} orchestrators` : `${many} of the ${all} orchestrators`
}

function noneEncodes(all: number, codec: CodecName | 'video'): string {
  const none = all === 1 ? 'The only orchestrator does not encode' : `None of ${all} orchestrators encodes`
  return `${none} ${codec}. Choose H.264, which all of them do.`
}
