import { seededRandom } from '../../web/protocol/random.ts'
import { percentile, startTable } from '../table.ts'
import { convictedAfter } from './replay.ts'
import type { Row } from './worker.ts'

type Found = Row & { clip: string }

/** Segments in which a cheat is to be found out, and in which who is honest is not to be blamed. */
const SHORT = 30
const LONG = 300
/** Times that each stream is gone through, with other segments looked at each time. */
const DRAWS = 200

/** What live work comes to where every segment of a stream is such a one: gone through again and again, as clips are short. */
export function printLive(rows: Found[]): void {
  const print = startTable(
    'Live work: four looks three to eight segments apart, then one in ten; a second one as far after a doubt; two of eleven convict',
    { shown: 18, streams: 7, segments: 8, convicted: 10, not: 8, 'after p50': 9, p95: 4 },
  )
  const wrong: string[] = []
  const go = (kind: string, length: number) => {
    const streams = streamsOf(rows.filter(row => row.kind === kind)).map(stream => gone(stream, length))
    const after = streams.flatMap(({ after }) => after)
    const share = after.length / Math.max(1, streams.length * DRAWS)
    print({
      shown: kind,
      streams: String(streams.length),
      segments: String(length),
      convicted: percent(share),
      not: percent(1 - share),
      'after p50': after.length > 0 ? String(percentile(after, 0.5)) : '',
      p95: after.length > 0 ? String(percentile(after, 0.95)) : '',
    })
    for (const { name, after } of streams) {
      const share = after.length / DRAWS
      const isWrong = kind === 'honest' ? share > 0 : share < 1
      if (isWrong) wrong.push(`${name}, ${length} segments: convicted in ${percent(share)}`)
    }
  }
  go('honest', LONG)
  for (const kind of new Set(rows.map(row => row.kind))) go(kind, SHORT)
  console.log('\nWrong ones, by how many draws:')
  for (const line of wrong) console.log(`  ${line}`)
}

/** Each with its segments in order; without those in which a cheat is mostly neither found nor to be seen. */
function streamsOf(rows: Found[]): Found[][] {
  return [...new Set(rows.map(nameOf))]
    .map(name => rows.filter(row => nameOf(row) === name))
    .filter(all => all.filter(({ seen, reason }) => seen || reason !== undefined).length * 2 >= all.length)
    .map(all => all.toSorted((one, other) => one.segment - other.segment))
}

function gone(stream: Found[], length: number) {
  const random = seededRandom(1)
  const found = stream.map(({ reason }) => reason)
  const draws = Array.from({ length: DRAWS }, () => convictedAfter(found, length, random))
  const name = stream[0] === undefined ? '' : nameOf(stream[0])
  return { name, after: draws.filter(each => each !== undefined) }
}

function nameOf({ kind, clip, codec, rung, share }: Found): string {
  return [kind, clip, codec, rung, `${share.toFixed(2)} of its bit rate`].join(', ')
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`
