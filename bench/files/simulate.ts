/**
 * Files shared by 1 to 200 orchestrators of mixed speed, some of which are late, freeze, leave or fail: how much faster
 * than one of them, beside lanes that would share the work without a gap. The same at every run.
 */
import { idealTime, type ModelLane, play } from '../../web/files/schedule.model.ts'
import { seededRandom } from '../../web/protocol/random.ts'
import { startTable } from '../table.ts'

const SEED = 2026
/** Minutes of film, in segments of about three seconds. */
const FILMS = [5, 30, 120]
const SEGMENT_MS = 3000
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200]
/** What a median machine does: half as fast as real time, ms of work for a second of film. */
const USUAL_SPEED = 0.5

type Crowd = { name: string; of(random: () => number, took: number): ModelLane }

const steady = { from: 0, until: Number.POSITIVE_INFINITY, freezesAt: Number.POSITIVE_INFINITY, flaky: 0 }
/** A factor of four both ways around the usual, and up to a second to send a segment. */
const mixed = (random: () => number) => ({
  ...steady,
  speed: USUAL_SPEED * 4 ** (2 * random() - 1),
  lag: 100 + 900 * random(),
})

const CROWDS: Crowd[] = [
  { name: 'alike', of: () => ({ ...steady, speed: USUAL_SPEED, lag: 300 }) },
  { name: 'mixed speed', of: random => mixed(random) },
  {
    name: 'mixed, a tenth ten times slower',
    of(random) {
      const lane = mixed(random)
      return random() < 0.1 ? { ...lane, speed: lane.speed / 10 } : lane
    },
  },
  {
    name: 'mixed, a tenth leaves, a tenth freezes, a tenth fails at a fifth',
    of(random, took) {
      const lane = mixed(random)
      const fate = random()
      const moment = took * random()
      if (fate < 0.1) return { ...lane, until: moment }
      if (fate < 0.2) return { ...lane, freezesAt: moment }
      return fate < 0.3 ? { ...lane, flaky: 0.2 } : lane
    },
  },
]

/** What segments cost: some pictures are harder than others. */
function filmOf(minutes: number, random: () => number): number[] {
  return Array.from({ length: (minutes * 60_000) / SEGMENT_MS }, () => SEGMENT_MS * (0.7 + 0.6 * random()))
}

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)

for (const { name, of } of CROWDS) {
  const row = startTable(name, {
    'minutes of film': 15,
    orchestrators: 13,
    'minutes taken': 13,
    'times one of them': 17,
    'of the ideal': 12,
    'done in vain': 12,
    'ms a decision': 13,
  })
  for (const minutes of FILMS) {
    for (const count of COUNTS) {
      const random = seededRandom(SEED)
      const works = filmOf(minutes, random)
      const alone = sum(works) / USUAL_SPEED
      const lanes = Array.from({ length: count }, () => of(random, alone / count))
      const { ended, took, waste, calls, spent } = play(works, lanes, random)
      row({
        'minutes of film': String(minutes),
        orchestrators: String(count),
        'minutes taken': ended ? (took / 60_000).toFixed(1) : 'never',
        'times one of them': (alone / took).toFixed(1),
        'of the ideal': (idealTime(works, lanes) / took).toFixed(2),
        'done in vain': `${(waste * 100).toFixed(1)} %`,
        'ms a decision': (spent / calls).toFixed(2),
      })
    }
  }
}
