import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { EncodedPacketSink, FilePathSource, Input, MP4 } from 'mediabunny'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cli, startCli } from '../node-headless/harness/cli.ts'
import { FILM } from './harness/film.ts'

const SECONDS = 9
let folder: string
const running: Cli[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-transcode-'))
})

afterAll(async () => {
  for (const cli of running) {
    cli.child.kill('SIGKILL')
    await cli.ended
  }
  await rm(folder, { recursive: true, maxRetries: 5 })
})

function transcode(...args: string[]): Cli {
  const where = ['--data', join(folder, 'data'), '--out', join(folder, 'made.mp4')]
  const cli = startCli(resolve(import.meta.dirname, '..'), ['transcode', ...args, ...where, '--json'])
  running.push(cli)
  return cli
}

/** Objects on its standard output. */
function eventsOf(cli: Cli) {
  const lines = cli.output().split('\n')
  return lines.filter(line => line.startsWith('{')).map(line => JSON.parse(line))
}

async function timestamps(path: string): Promise<number[]> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4] })
  const track = await input.getPrimaryVideoTrack()
  if (track === null) throw new Error(`${path} has no video`)
  const found: number[] = []
  for await (const { timestamp } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    found.push(Math.round(timestamp * 1e6))
  }
  input.dispose()
  return found.sort((a, b) => a - b)
}

test('a file is made on this machine alone; the next run goes on where a signal ended one', async () => {
  const args = [FILM, '--rendition', '240p', '--trim', `-${SECONDS}`]
  const first = transcode(...args)
  await first.line(/"segments":\{"made":[1-9]/)
  first.child.kill('SIGINT')
  // In good order, or at the deadline where the machine is too slow for that.
  expect(await first.ended).toBeOneOf([10, 130])
  expect(eventsOf(first).at(-1)).toMatchObject({ event: 'stopped', exit: 10 })
  expect((await readdir(folder)).sort()).toEqual(['data'])

  const second = transcode(...args)
  expect(await second.ended).toBe(0)
  const events = eventsOf(second)
  const planned = events.find(({ event, segments }) => event === 'progress' && segments.all > 0)
  expect(planned.segments.made).toBeGreaterThan(0)
  expect(events.at(-1)).toMatchObject({ event: 'done', files: [join(folder, 'made.mp4')], exit: 0 })
  const wanted = (await timestamps(FILM)).filter(time => time < SECONDS * 1e6)
  expect(await timestamps(join(folder, 'made.mp4'))).toEqual(wanted)
})
