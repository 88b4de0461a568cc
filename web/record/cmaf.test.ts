import { beforeAll, describe, expect, test } from 'vitest'
import { findBox } from './boxes.ts'
import { type CmafSegment, toCmaf } from './cmaf.ts'
import { filmSegments, readTrack } from './film.samples.ts'

let film: Awaited<ReturnType<typeof filmSegments>>

beforeAll(async () => {
  film = await filmSegments()
})

function read(made: CmafSegment[]) {
  const [first] = made
  if (first === undefined) throw new Error('nothing was made')
  return readTrack(
    first.init,
    made.map(({ media }) => media),
  )
}

describe('CMAF segments', () => {
  test('of a rendition keep every frame at its time, behind one init', async () => {
    const { programme, picture } = film
    const made = await Promise.all(picture.map(segment => toCmaf(segment, programme)))
    expect(made.length).toBe(2)
    expect(made[1]?.config).toBe(made[0]?.config)
    const { packets, codec, config } = await read(made)
    expect(codec).toBe('avc')
    expect(config).toMatchObject({ codedWidth: 1920, codedHeight: 1080 })
    expect(packets.map(({ type }) => type).filter(type => type === 'key').length).toBe(2)
    const wanted = picture.flatMap(({ chunks }) => chunks.map(({ timestamp }) => timestamp))
    expect(packets.length).toBe(wanted.length)
    for (const [index, { microsecondTimestamp }] of packets.entries()) {
      expect(Math.abs(microsecondTimestamp - (wanted[index] ?? 0))).toBeLessThan(20)
    }
    const last = packets.at(-1)
    expect((last?.timestamp ?? 0) + (last?.duration ?? 0)).toBeCloseTo(9, 3)
  })

  test('of sound go on with what the file had', async () => {
    const { programme, sound } = film
    const made = await Promise.all(sound.map(segment => toCmaf(segment, programme)))
    const { packets, codec, config } = await read(made)
    expect(codec).toBe('aac')
    expect(config).toMatchObject({ sampleRate: 48_000, numberOfChannels: programme.audio?.channels })
    expect(packets.map(({ data }) => data)).toEqual(
      sound.flatMap(({ chunks }) => chunks.map(({ data }) => data)),
    )
  })

  test('are numbered as the stream’s segments are', async () => {
    for (const segment of film.picture) {
      const { media } = await toCmaf(segment, film.programme)
      const header = findBox(media, 'moof', 'mfhd')
      expect(new DataView(media.buffer, header?.start).getUint32(12)).toBe(segment.number + 1)
    }
  })
})
