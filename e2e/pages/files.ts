import type { Progress } from '../../web/files/progress.ts'
import { openVideo, startTranscode } from '../../web/files/transcode.ts'
import type { Container, FileInfo, Lane, LaneSupply, Order, Result } from '../../web/files/types.ts'
import { findEvidence } from '../../web/gateway/evidence.ts'
import { cropTo, keptSize } from '../../web/pages/files/crop.ts'
import { placeOf, type Rect, type Size } from '../../web/protocol/crop.ts'
import { type CodecName, ladderFor } from '../../web/protocol/ladder.ts'
import type { Fit, Shape } from '../../web/protocol/picture.ts'
import { atQuality } from '../../web/protocol/quality.ts'
import { type ClipOptions, cutClip } from './clips.ts'
import { judge, pixels } from './files.bars.ts'
import { localLane } from './files.lane.ts'
import { networkLanes } from './files.network.ts'
import { readBack, readPackage } from './files.readback.ts'

export type Ask = {
  container: Container
  codec: CodecName
  rungs: string[]
  sound?: boolean
  trim?: { start: number; end: number }
  /** Instead of the usual bitrates. */
  quality?: number
  shape?: Shape
  fit?: Fit
}

function orderFor(
  { video, sounds }: FileInfo,
  { container, codec, rungs, sound = true, trim, quality, shape = 'all', fit = 'crop' }: Ask,
): Order {
  const crop = cropTo(video, shape, fit, 0)
  const picture = { ...keptSize(video, crop), framerate: video.framerate }
  const ladder = ladderFor(picture, { rungs, codec, segmentMs: 1000, maxFramerate: 0 })
  const renditions = quality === undefined ? ladder : ladder.map(each => atQuality(each, quality))
  return {
    renditions,
    container,
    sounds: sound && sounds[0] !== undefined ? [sounds[0].number] : [],
    ...(trim === undefined ? {} : { trim }),
    ...(crop && { crop }),
  }
}

/** How a lane of this page behaves: well, fails at everything, never answers, or makes one segment and is gone. */
export type Behaviour = 'good' | 'fails' | 'hangs' | 'leaves'

const supplyOf =
  (behaviours: Behaviour[]): LaneSupply =>
  (order, onlane) => {
    behaviours.forEach((behaviour, index) => {
      onlane(behaving(localLane(`${behaviour}-${index}`, order), behaviour))
    })
  }

function behaving(lane: Lane, behaviour: Behaviour): Lane {
  if (behaviour === 'good') return lane
  let calls = 0
  return {
    ...lane,
    async make(segment, signal) {
      if (behaviour === 'fails') throw new Error('It fails.')
      calls += 1
      if (calls === 1 && behaviour === 'leaves') return lane.make(segment, signal)
      // It is asked a third time when what it made has been taken.
      if (calls === 3) lane.close()
      return new Promise(() => {})
    },
  }
}

async function store(name: string, content: Blob | BufferSource): Promise<void> {
  const folder = await navigator.storage.getDirectory()
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable()
  await writable.write(content as Blob)
  await writable.close()
}

/** A clip of the film, among the files that this browser keeps: it is still there after a reload. */
async function clip(film: string, options: ClipOptions, name: string): Promise<void> {
  await store(name, await cutClip(await (await fetch(film)).blob(), options))
}

async function fileOf(name: string): Promise<File> {
  return (await (await navigator.storage.getDirectory()).getFileHandle(name)).getFile()
}

/** Makes a file in this page, and reads back what came of it. It stays among the files of this browser. */
async function transcode(input: string, ask: Ask, lanes: Behaviour[]) {
  const video = await openVideo(await fileOf(input))
  const seen: Progress[] = []
  const order = orderFor(video.info, ask)
  const work = startTranscode(video, order, supplyOf(lanes), progress => seen.push(progress))
  try {
    const files = []
    for (const result of await work.done) {
      await store(result.name, result.file)
      files.push(await readBack(result))
    }
    const { lanes, segments } = seen.at(-1) as Progress
    return {
      info: video.info,
      order,
      files,
      segments,
      lanes: lanes.map(({ peer, present, made, failed }) => ({ peer, present, made, failed })),
      first: seen[0]?.frames,
    }
  } finally {
    video.close()
  }
}

/** HLS into a folder: its playlists, and each of them read back. */
async function packaged(input: string, ask: Ask) {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('package', {
    create: true,
  })
  const video = await openVideo(await fileOf(input))
  try {
    const work = startTranscode(video, orderFor(video.info, ask), supplyOf(['good']), () => {}, folder)
    return await readPackage(await work.done)
  } finally {
    video.close()
  }
}

/** Begins, and stops as if the page were closed when so many segments are made. */
async function abandon(input: string, ask: Ask, after: number): Promise<void> {
  const video = await openVideo(await fileOf(input))
  const { promise, resolve } = Promise.withResolvers<void>()
  startTranscode(video, orderFor(video.info, ask), supplyOf(['leaves']), ({ segments }) => {
    if (segments.filter(({ made }) => made).length >= after) resolve()
  })
  await promise
  video.close()
}

/** The error with which a file is refused, or what is in it. @param change damages it */
async function refusal(input: string, ask?: Ask) {
  try {
    const video = await openVideo(await fileOf(input))
    if (ask === undefined) {
      video.close()
      return { notices: video.info.notices }
    }
    await startTranscode(video, orderFor(video.info, ask), supplyOf(['good', 'good']), () => {}).done
    return { notices: [] }
  } catch (thrown) {
    const { code, message } = thrown as { code: string; message: string }
    return { code, message }
  }
}

/** Text as a file of this browser. */
async function put(name: string, text: string): Promise<void> {
  await store(name, new Blob([text]))
}

/** A file of this browser with a part of it cut off or overwritten. */
async function damage(from: string, name: string, keep: number, noise: number): Promise<void> {
  const bytes = new Uint8Array(await (await fileOf(from)).arrayBuffer())
  const part = bytes.slice(0, Math.round(bytes.length * keep))
  for (let at = 0; at < noise; at += 1) part[(at * 7919) % part.length] = (at * 31) % 256
  await store(name, part)
}

/** The source as it is read back, but for its pictures. */
async function source(name: string) {
  return readBack({ name, file: await fileOf(name) } satisfies Result, false)
}

/** The pixels of a file that was made, beside those of its source. */
async function look(input: string, output: string, { width, height }: Size, crop: Rect | undefined) {
  return pixels(await fileOf(input), await fileOf(output), placeOf({ width, height, crop }))
}

let running: { progress: Progress; files: Promise<Awaited<ReturnType<typeof readBack>>[]> } | undefined

/** Has a film made by so many of the orchestrators on offer, at the least, and resolves with what is looked for in its progress. */
async function follow<T>(
  film: string,
  ask: Ask,
  orchestrators: number,
  find: (progress: Progress) => T | undefined,
): Promise<T> {
  const supply = await networkLanes(orchestrators)
  const video = await openVideo(film)
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const files = startTranscode(video, orderFor(video.info, ask), supply, progress => {
    if (running !== undefined) running.progress = progress
    const found = find(progress)
    if (found !== undefined) resolve(found)
  }).done.then(results => Promise.all(results.map(result => readBack(result))))
  files.then(() => reject(new Error('All of it was made, and it did not come to that.')), reject)
  running = { files, progress: {} as Progress }
  return promise
}

/** Resolves when some of a film is made and all are at work. */
function begin(film: string, ask: Ask, orchestrators: number): Promise<Progress['lanes']> {
  return follow(film, ask, orchestrators, ({ frames, lanes, segments }) => {
    const busy = (peer: string) => segments.some(({ made, by }) => !made && by.includes(peer))
    const isBusy = lanes.length === orchestrators && lanes.every(({ peer }) => busy(peer))
    return frames.made > 0 && isBusy ? lanes : undefined
  })
}

/** Resolves when somebody is caught cheating, with the evidence that is kept. */
async function catching(film: string, ask: Ask) {
  const { peer, job, error } = await follow(film, ask, 1, ({ lanes }) =>
    lanes.find(({ error }) => error?.code === 'cheated'),
  )
  const { frames = [], source = [] } = (await findEvidence(job)) ?? {}
  return { peer, reason: error?.message, frames: frames.length, source: source.length }
}

/** What came of it. */
async function end() {
  const files = await running?.files
  const { lanes = [], segments = [] } = running?.progress ?? {}
  return { files: files ?? [], lanes: lanes.map(({ paid: _, ...lane }) => lane), segments }
}

const page = {
  judge,
  look,
  begin,
  catching,
  end,
  clip,
  transcode,
  packaged,
  abandon,
  refusal,
  put,
  damage,
  source,
}
declare global {
  interface Window {
    files: typeof page
  }
}
window.files = page
