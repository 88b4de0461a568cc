import { type Remote, wrap } from 'comlink'
import { MillraceError } from '../protocol/errors.ts'
import { valueFrom } from './answer.ts'
import { pixelsOf } from './order.ts'
import { createProgress, type Progress } from './progress.ts'
import { type Run, run } from './run.ts'
import type { FileInfo, LaneSupply, Order, Result } from './types.ts'
import type { FilesWorker, Named } from './worker.ts'

/** A video file that was opened in a Worker of its own, for one transcode: to do it again, open it again. */
export type Video = Named & {
  info: FileInfo
  worker: Remote<FilesWorker>
  /** Ends all that is done with it; files that the browser keeps of it are gone with the next one. */
  close(): void
}

/** A file in work. */
export type Transcode = {
  /** Begins nothing more until `resume`; what is in work is finished. */
  pause(): void
  resume(): void
  /** Ends it, removes what is kept and closes the video. To go on later, only close the video. */
  cancel(): Promise<void>
  /** What was made. @throws MillraceError */
  done: Promise<Result[]>
}

/**
 * Opens a video file, by its address too if it may be read from other origins, and reads what it holds.
 * @throws MillraceError bad-input or unsupported
 */
export async function openVideo(input: File | FileSystemFileHandle | string): Promise<Video> {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'files' })
  const worker = wrap<FilesWorker>(thread)
  const failed = new Promise<never>((_, reject) => {
    thread.addEventListener('error', ({ message }) =>
      reject(new MillraceError('internal', message || 'The Worker for files cannot be loaded.')),
    )
  })
  failed.catch(() => {})
  try {
    const { file, ...named } = await identify(input)
    const info = await Promise.race([valueFrom(worker.open(file)), failed])
    return { ...named, info, worker, close: () => thread.terminate() }
  } catch (error) {
    thread.terminate()
    throw error
  }
}

/** A file that is only read gets no handle: after a reload its owner has to pick it again. */
async function identify(
  input: File | FileSystemFileHandle | string,
): Promise<Named & { file: Blob | string }> {
  if (typeof input === 'string') {
    const name = decodeURIComponent(new URL(input, location.href).pathname.split('/').at(-1) || 'video')
    return { name, size: 0, modified: 0, input, file: input }
  }
  const file = 'getFile' in input ? await input.getFile() : input
  const { name, size, lastModified: modified } = file
  return { name, size, modified, input: 'getFile' in input ? input : undefined, file }
}

/**
 * Has a file made by all lanes that are found. The same file and order go on with what is kept of them.
 * @param supply finds who does the work
 * @param destination where it goes; the browser keeps it as files otherwise
 */
export function startTranscode(
  video: Video,
  order: Order,
  supply: LaneSupply,
  onprogress: (progress: Progress) => void,
  destination?: FileSystemFileHandle | FileSystemDirectoryHandle,
): Transcode {
  const stop = new AbortController()
  const { promise: cancelled, reject: cancel } = Promise.withResolvers<never>()
  let running: Run | undefined
  let paused = false

  const work = async (): Promise<Result[]> => {
    const { worker, name, size, modified, input } = video
    const begun = await valueFrom(worker.begin({ name, size, modified, input }, order))
    const progress = createProgress(begun, onprogress)
    const current = run({
      segments: begun.segments.map(({ frames, bytes }) => ({ work: frames * pixelsOf(order), bytes })),
      done: begun.done,
      read: segment => valueFrom(worker.read(segment)),
      keep: (made, peer) => valueFrom(worker.keep(made, peer)),
      drop: segments => valueFrom(worker.drop(segments)),
      onevent: progress.onevent,
    })
    running = current
    if (paused) current.pause()
    if (stop.signal.aborted) current.close()
    supply(begun.order, current.join, stop.signal, progress.refused)
    await current.made
    progress.joining()
    const results = await valueFrom(worker.join(destination))
    await valueFrom(worker.forget())
    progress.finish()
    return results
  }

  const done = Promise.race([work(), cancelled]).finally(() => {
    stop.abort()
    running?.close()
  })
  done.catch(() => {})

  return {
    done,
    pause() {
      paused = true
      running?.pause()
    },
    resume() {
      paused = false
      running?.resume()
    },
    async cancel() {
      cancel(new MillraceError('ended', 'The work on this file was cancelled.'))
      await done.catch(() => {})
      await valueFrom(video.worker.forget())
      video.close()
    },
  }
}
