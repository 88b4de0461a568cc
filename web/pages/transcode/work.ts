import type { Progress } from '../../files/progress.ts'
import { openVideo, startTranscode } from '../../files/transcode.ts'
import type { FileInfo, LaneSupply } from '../../files/types.ts'
import { type HostEvent, host, type Task, type TaskProgress } from '../host.ts'
import { tell } from '../tell.ts'
import { deliver, type Made, markWhole, openMade } from './deliver.ts'
import { toOrder } from './order.ts'

export type WorkOptions = {
  task: Task
  supply: LaneSupply
  /** Why nobody works, in plain words. */
  waiting(): string
}

/** Makes what a task asks for and delivers it. What was made in an earlier run is not made again. @throws MillraceError */
export async function work(options: WorkOptions): Promise<void> {
  const { task } = options
  const progress = watchProgress()
  tell(
    progress,
    ({ state, segments }) => `${state} ${segments.made}`,
    progress => ({ kind: 'task', progress }),
  )
  const made = await openMade(new URL(task.file).pathname.split('/').at(-1) as string)
  if (!made.isWhole) await make(options, made, progress.set)
  progress.set({ ...progress.snapshot(), state: 'delivering', share: 1 })
  await deliver(made, name => task.out + nameFor(task, name))
  host().report?.({ kind: 'delivered' })
}

async function make(
  { task, supply, waiting }: WorkOptions,
  made: Made,
  onprogress: (progress: TaskProgress) => void,
): Promise<void> {
  const video = await openVideo(task.file)
  host().report?.(opened(video.info))
  const order = toOrder(video.info, task)
  const told = (progress: Progress) => onprogress(toTaskProgress(progress, waiting))
  try {
    await startTranscode(video, order, supply, told, made.folder).done
    await markWhole(made)
  } finally {
    video.close()
  }
}

function watchProgress() {
  let current = NOTHING
  let listener = () => {}
  return {
    snapshot: () => current,
    onchange(other: () => void) {
      listener = other
      return () => {}
    },
    set(progress: TaskProgress) {
      current = progress
      listener()
    },
  }
}

/** Files are called `<work>-<rendition>.<ending>`. */
function nameFor({ container }: Task, file: string): string {
  return container === 'hls' ? file : file.replace(/^.*-|\.\w+$/g, '')
}

function opened({ format, video, sounds, notices }: FileInfo): HostEvent {
  const { width, height, framerate, frames, start, end } = video
  const seconds = (end - start) / 1e6
  return {
    kind: 'opened',
    ...{ format, width, height, framerate, frames, seconds, sounds: sounds.length, notices },
  }
}

const NOTHING: TaskProgress = {
  ...{ state: 'waiting', reason: '', share: 0, orchestrators: [], paid: 0n },
  segments: { made: 0, all: 0 },
  frames: { made: 0, all: 0 },
}

function toTaskProgress(
  { state, segments, lanes, frames, paid, refusal }: Progress,
  waiting: () => string,
): TaskProgress {
  return {
    state: state === 'done' ? 'joining' : state,
    reason: state === 'waiting' ? waiting() || refusal : '',
    segments: { made: segments.filter(({ made }) => made).length, all: segments.length },
    frames,
    share: segments.reduce((sum, { share }) => sum + share, 0) / Math.max(1, segments.length),
    orchestrators: lanes.map(({ peer, present, made, failed, error, paid }) => ({
      ...{ peer, present, made, failed, paid },
      error: error?.message ?? '',
    })),
    paid,
  }
}
