import type { Progress } from '../../files/progress.ts'
import { openVideo, startTranscode, type Transcode, type Video } from '../../files/transcode.ts'
import type { Destination, FileInfo, LaneSupply, Order, Result } from '../../files/types.ts'
import { type MillraceError, toError } from '../../protocol/errors.ts'
import { type Draft, draftFor, type Habits } from './draft.ts'
import { createPace } from './pace.ts'
import { download } from './save.ts'

export type Input = File | FileSystemFileHandle | string
/** `ready`: it is open, and waits to be started. `queued`: it waits for those before it. */
export type ItemState = 'opening' | 'refused' | 'ready' | 'queued' | 'working' | 'done' | 'failed'
export type Item = ReturnType<typeof createItem>

/** Width of the picture that stands for a file, pixels. */
const POSTER_WIDTH = 640
/** Where in the video it is taken, as a share: beginnings are often black. */
const POSTER_AT = 0.2

let last = 0

/**
 * One file on the page, from when it is picked to what is made of it.
 * @param habits what the form begins with
 */
export function createItem(input: Input, habits: () => Habits) {
  const id = ++last
  let state: ItemState = $state('opening')
  let video: Video | undefined
  let transcode: Transcode | undefined
  let order: Order | undefined = $state.raw()
  let destination: Destination
  let name = $state(typeof input === 'string' ? input : input.name)
  let file: File | string | undefined = $state.raw(input instanceof File ? input : undefined)
  let info: FileInfo | undefined = $state.raw()
  let draft: Draft | undefined = $state()
  let picture = $state('')
  let error: MillraceError | undefined = $state.raw()
  let progress: Progress | undefined = $state.raw()
  let results: Result[] = $state.raw([])
  let paused = $state(false)
  let timing: { share: number; speed: number; left: number | undefined; took: number } | undefined =
    $state.raw()
  const pace = createPace()
  let begunAt = 0
  let gone = false

  async function open(): Promise<void> {
    state = 'opening'
    error = undefined
    video?.close()
    try {
      file = typeof input === 'string' || input instanceof File ? input : await input.getFile()
      const opened = await openVideo(input)
      if (gone) return opened.close()
      video = opened
      name = opened.name
      info = opened.info
      draft ??= draftFor(opened.info, habits())
      state = 'ready'
      void look(file, opened.info)
    } catch (thrown) {
      error = toError(thrown)
      state = 'refused'
    }
  }

  async function look(of: File | string, { video }: FileInfo): Promise<void> {
    if (picture !== '') return
    const { posterOf } = await import('../../files/poster.ts')
    const time = video.start + (video.end - video.start) * POSTER_AT
    const blob = await posterOf(of, time, POSTER_WIDTH)
    if (blob !== undefined && !gone) picture = URL.createObjectURL(blob)
  }

  function onprogress(next: Progress): void {
    progress = next
    const share = shareOf(next)
    if (!paused && next.state === 'working') pace.add(performance.now(), share)
    else pace.reset()
    timing = { share, speed: pace.speed(), left: pace.left(), took: performance.now() - begunAt }
  }

  async function work(supply: LaneSupply): Promise<void> {
    if (video === undefined || order === undefined) return
    state = 'working'
    begunAt = performance.now()
    try {
      transcode = startTranscode(video, order, supply, onprogress, destination)
      results = await transcode.done
      state = 'done'
      if (destination === undefined) for (const result of results) download(result)
      else video.close()
    } catch (thrown) {
      if (state !== 'working') return
      error = toError(thrown)
      state = 'failed'
    }
  }

  return {
    id,
    get name() {
      return name
    },
    get state() {
      return state
    },
    /** Why it cannot be opened or made. */
    get error() {
      return error
    },
    get info() {
      return info
    },
    get draft() {
      return draft
    },
    get order() {
      return order
    },
    /** URL of a picture of it; empty while there is none. */
    get picture() {
      return picture
    },
    get size() {
      return file instanceof File ? file.size : undefined
    },
    get progress() {
      return progress
    },
    /** How it gets on: share done, share per ms, ms left and so far. */
    get timing() {
      return timing
    },
    get results() {
      return results
    },
    get paused() {
      return paused
    },
    /** What was made lies where its owner said, not among the downloads. */
    get placed() {
      return destination !== undefined
    },
    open,
    /** It is to be made as soon as it is its turn. */
    queue(wanted: Order, to: Destination): void {
      order = wanted
      destination = to
      error = undefined
      state = 'queued'
    },
    work,
    pause(): void {
      paused = true
      pace.reset()
      transcode?.pause()
    },
    resume(): void {
      paused = false
      transcode?.resume()
    },
    /** Ends the work and forgets what was done of it; it can be started anew. */
    async cancel(): Promise<void> {
      const running = transcode
      transcode = undefined
      paused = false
      progress = undefined
      timing = undefined
      state = 'opening'
      // What was cut short before it began has nothing to forget.
      await running?.cancel().catch(() => {})
      if (running !== undefined) await open()
      else state = 'ready'
    },
    /** After a failure: what is kept of it is not made again. */
    async again(): Promise<void> {
      await open()
      if (state === 'ready' && order !== undefined) state = 'queued'
    },
    close(): void {
      gone = true
      video?.close()
      if (picture !== '') URL.revokeObjectURL(picture)
    },
  }
}

function shareOf({ segments }: Progress): number {
  const [all, done] = segments.reduce(
    ([all, done], { start, end, share }) => [all + end - start, done + (end - start) * share],
    [0, 0],
  ) as [number, number]
  return all === 0 ? 1 : done / all
}
