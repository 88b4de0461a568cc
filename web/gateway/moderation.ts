import { formatRule, type Rule, type Rules } from '../protocol/moderation.ts'
import type { Label } from '../protocol/objects.ts'
import type { Cue } from '../protocol/schema.ts'
import type { ModerationSnapshot, Turn } from './types.ts'

/** Something has to be at least as sure as this, in so many looks in a row, to be there. */
const BEGIN_SCORE = 0.5
const BEGIN_LOOKS = 2
/** Once it is there, this is enough for it to be there still; a net is less sure of what is half hidden. */
const KEEP_SCORE = 0.4
/** It is gone when it was not seen for so long, ms, in so many looks in a row: without looks nothing goes. */
const CLEAR_MS = 5000
const CLEAR_LOOKS = 2
/** Without a look for so long, ms, nobody looks. The slowest take some seconds each. */
const UNSEEN_MS = 10_000

type Watch = {
  rule: Rule
  /** Looks in a row that were sure of it, or while it is there, that did not show it. */
  looks: number
  seenAt: number
  /** Where it is there now. */
  turn: Turn | undefined
}

/** Decides by rules, from look to look, what is to be done. Times are ms of any clock that only goes forward. */
export type Moderation = {
  /**
   * Other rules from now on: what is there by one that stays is there still.
   * @returns what no rule is about any more
   */
  set(rules: Rules, now: number): Turn[]
  /** @param cues of an orchestrator: may be anything @returns what has come or is gone */
  look(cues: readonly Cue[], now: number): Turn[]
  /** Viewers are to see the picture blurred. */
  blurs(): boolean
  /** Rule by which the stream is over, for good; undefined: none. */
  over(): Rule | undefined
  snapshot(now: number): ModerationSnapshot
}

export function createModeration(first: Rules): Moderation {
  let watches = first.map(watchOf)
  let lookedAt = Number.NEGATIVE_INFINITY
  let over: Rule | undefined
  let ids = 0

  const judge = (watch: Watch, score: number, now: number): Turn[] => {
    const { rule, turn } = watch
    if (turn !== undefined) return score >= KEEP_SCORE ? stay(watch, now) : miss(watch, turn, now)
    watch.looks = score >= BEGIN_SCORE ? watch.looks + 1 : 0
    if (watch.looks < BEGIN_LOOKS) return []
    ids += 1
    watch.turn = { ...rule, id: ids, score, start: now }
    if (rule.action === 'end') over ??= rule
    return [watch.turn, ...stay(watch, now)]
  }

  return {
    set(rules, now) {
      const before = watches
      watches = rules.map(rule => before.find(watch => isSame(watch.rule, rule)) ?? watchOf(rule))
      const gone = before.filter(watch => !watches.includes(watch))
      return gone.flatMap(({ turn }) => (turn === undefined ? [] : { ...turn, end: now }))
    },
    look(cues, now) {
      if (over !== undefined) return []
      lookedAt = now
      return watches.flatMap(watch => judge(watch, surest(cues, watch.rule.label), now))
    },
    blurs: () => watches.some(({ rule, turn }) => rule.action === 'blur' && turn !== undefined),
    over: () => over,
    snapshot: now => ({
      rules: watches.map(({ rule }) => rule),
      looking: now - lookedAt <= UNSEEN_MS,
      there: watches.flatMap(({ turn }) => turn ?? []),
    }),
  }
}

const watchOf = (rule: Rule): Watch => ({ rule, looks: 0, seenAt: 0, turn: undefined })

const isSame = (one: Rule, other: Rule) => formatRule(one) === formatRule(other)

function stay(watch: Watch, now: number): Turn[] {
  watch.looks = 0
  watch.seenAt = now
  return []
}

function miss(watch: Watch, turn: Turn, now: number): Turn[] {
  watch.looks += 1
  if (watch.looks < CLEAR_LOOKS || now - watch.seenAt < CLEAR_MS) return []
  watch.turn = undefined
  watch.looks = 0
  return [{ ...turn, end: now }]
}

/** Who does not say how sure it is, is not. */
function surest(cues: readonly Cue[], label: Label): number {
  return Math.max(0, ...cues.filter(({ text }) => text === label).map(({ score = 0 }) => score))
}
