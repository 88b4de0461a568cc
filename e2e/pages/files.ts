import type { Progress } from '../../web/files/progress.ts'
import { openVideo, startTranscode } from '../../web/files/transcode.ts'
import type { Container, FileInfo, LaneSupply, Order } from '../../web/files/types.ts'
import type { CodecName } from '../../web/protocol/ladder.ts'
import { ladderFor } from '../../web/protocol/ladder.ts'
import { type ClipOptions, cutClip } from './clips.ts'
import { localLane } from './files.lane.ts'
import { readBack } from './files.readback.ts'

export type Ask = {
  container: Container
  codec: CodecName
  rungs: string[]
  sound?: boolean
  trim?: { start: number; end: number }
}

function orderFor({ video, sounds }: FileInfo, { container, codec, rungs, sound = true, trim }: Ask): Order {
  const renditions = ladderFor(video, { rungs, codec, segmentMs: 1000, maxFramerate: 0 })
  return {
    renditions: renditions.map(({ codec, ...rendition }) => ({ ...rendition, codec })),
    container,
    sounds: sound && sounds[0] !== undefined ? [sounds[0].number] : [],
    ...(trim === undefined ? {} : { trim }),
  }
}

const localLanes =
  (count: number): LaneSupply =>
  (order, onlane) => {
    for (let lane = 0; lane < count; lane += 1) onlane(localLane(`local-${lane}`, order))
  }

async function clip(film: string, options: ClipOptions, name: string): Promise<File> {
  const blob = await (await fetch(film)).blob()
  return new File([await cutClip(blob, options)], name, { lastModified: 1 })
}

/** Makes a file in this page, and reads back what came of it. @param lose makes the page forget all after so many segments */
async function transcode(input: File | string, ask: Ask, lanes = 2) {
  const video = await openVideo(input)
  const seen: Progress[] = []
  const order = orderFor(video.info, ask)
  const work = startTranscode(video, order, localLanes(lanes), progress => seen.push(progress))
  try {
    const results = await work.done
    const files = await Promise.all(results.map(readBack))
    return { info: video.info, order, files, last: seen.at(-1), told: seen.length }
  } finally {
    video.close()
  }
}

/** The error with which a file is refused, or nothing. */
async function refusal(input: File | string) {
  try {
    const video = await openVideo(input)
    video.close()
    return undefined
  } catch (thrown) {
    const { code, message, hint } = thrown as { code: string; message: string; hint?: string }
    return { code, message, hint }
  }
}

const page = { clip, transcode, refusal, openVideo, startTranscode, orderFor, localLanes, readBack }
declare global {
  interface Window {
    files: typeof page
  }
}
window.files = page
