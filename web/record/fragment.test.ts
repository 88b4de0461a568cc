import { expect, test } from 'vitest'
import { toCmaf } from './cmaf.ts'
import { filmSegments, readTrack } from './film.samples.ts'
import { toFragment } from './fragment.ts'
import type { LivePart, LiveSegment } from './types.ts'

const film = filmSegments()

/** A segment in parts of so many chunks. */
function split(segment: LiveSegment, count: number): LivePart[] {
  const { chunks, end } = segment
  return Array.from({ length: Math.ceil(chunks.length / count) }, (_, index) => {
    const own = chunks.slice(index * count, (index + 1) * count)
    const until = chunks[(index + 1) * count]?.timestamp ?? end
    return { ...segment, index, chunks: own, start: own[0]?.timestamp ?? 0, end: until }
  })
}

test.each(['picture', 'sound'] as const)('of %s, parts are to players what their segment is', async kind => {
  const { programme, [kind]: segments } = await film
  const whole = await Promise.all(segments.map(segment => toCmaf(segment, programme)))
  const init = whole[0]?.init ?? new Uint8Array()
  const parts = segments.flatMap(segment => split(segment, 7))
  const media = parts.map(part => toFragment(part, kind === 'picture', init) ?? new Uint8Array())
  const [wanted, { packets }] = await Promise.all([
    readTrack(
      init,
      whole.map(({ media }) => media),
    ),
    readTrack(init, media),
  ])
  expect(packets.length).toBe(wanted.packets.length)
  for (const [index, packet] of packets.entries()) {
    const { type, data, timestamp = Number.NaN, duration = Number.NaN } = wanted.packets[index] ?? {}
    expect(packet.type).toBe(type)
    expect(packet.timestamp).toBeCloseTo(timestamp, 4)
    expect(packet.duration).toBeCloseTo(duration, 4)
    const of = (bytes: Uint8Array) => (kind === 'sound' ? [...bytes] : withoutParameters(bytes))
    expect(of(packet.data)).toEqual(of(data ?? new Uint8Array()))
  }
})

test('what brings other parameter sets than the init has is no part', async () => {
  const { programme, picture } = await film
  const [segment] = picture
  if (segment === undefined) throw new Error('the film has no picture')
  const { init } = await toCmaf(segment, programme)
  const [part] = split(segment, 12)
  const [key, ...rest] = part?.chunks ?? []
  if (part === undefined || key === undefined) throw new Error('there is no part')
  expect(toFragment(part, true, init)).toBeDefined()
  const data = key.data.slice()
  // The level, in the set behind the first start code.
  data[7] = 99
  expect(toFragment({ ...part, chunks: [{ ...key, data }, ...rest] }, true, init)).toBeUndefined()
  expect(toFragment(part, true, new Uint8Array(20))).toBeUndefined()
})

/** Of length-prefixed units those that are no parameter sets; segments have these twice. */
function withoutParameters(data: Uint8Array): number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const kept: number[] = []
  for (let at = 0; at + 4 < data.byteLength; ) {
    const size = view.getUint32(at)
    const unit = data.subarray(at, at + 4 + size)
    if (![7, 8, 9].includes((unit[4] ?? 0) & 31)) kept.push(...unit)
    at += 4 + size
  }
  return kept
}
