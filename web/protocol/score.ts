/** What was seen of an orchestrator lately. Plain data, to be kept over reloads. */
export type Score = {
  /** Segments that came whole, in time and true to the source, decayed. */
  good: number
  /** The weight of everything else, in segments, decayed. */
  bad: number
  /** Unix ms of the newest observation. */
  at: number
}

/** How many good segments make up for one of these. */
const WEIGHTS = {
  /** Fewer frames than the source had, or late. */
  poor: 1,
  /** No free place or not the speed that was offered, good tickets not taken, or refused for another reason than payment. */
  refused: 5,
  /** Silent or gone in the middle of a job. */
  lost: 60,
  /** Not the picture that was sent: never an accident. */
  cheated: 10_000,
} as const

export type Outcome = 'good' | keyof typeof WEIGHTS

/** What was seen counts half after this, ms: a machine that was mended is given work again. */
const HALF_LIFE_MS = 24 * 3_600_000
/** An orchestrator never met begins as one with so many good segments, and nothing bad. */
const BENEFIT = 30
/** Accidents add up to no more than this: who is mended is not taken for a cheat, however often it was tried. */
const MOST_ACCIDENTS = 1000

/** Adds what was seen of a segment or a job, or of several alike. */
export function observe(score: Score | undefined, outcome: Outcome, now: number, times = 1): Score {
  const { good, bad } = fade(score, now)
  if (outcome === 'good') return { good: good + times, bad, at: now }
  const more = bad + times * WEIGHTS[outcome]
  const most = outcome === 'cheated' ? Number.POSITIVE_INFINITY : Math.max(bad, MOST_ACCIDENTS)
  return { good, bad: Math.min(more, most), at: now }
}

/** From 0 to 1: the part of it that was good. 1 for one never met. */
export function rate(score: Score | undefined, now: number): number {
  const { good, bad } = fade(score, now)
  return (good + BENEFIT) / (good + BENEFIT + bad)
}

function fade(score: Score | undefined, now: number): Pick<Score, 'good' | 'bad'> {
  if (score === undefined) return { good: 0, bad: 0 }
  const left = 0.5 ** (Math.max(0, now - score.at) / HALF_LIFE_MS)
  return { good: score.good * left, bad: score.bad * left }
}
