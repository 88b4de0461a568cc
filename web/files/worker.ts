import { expose, transfer } from 'comlink'
import type { FileOrder, MadeSegment } from '../protocol/file.ts'
import { answer } from './answer.ts'
import { type Disk, diskOf, diskOfOne, zip } from './disk.ts'
import { join } from './join.ts'
import { jobId, rangeOf, toFileOrder } from './order.ts'
import { type PlannedSegment, planSegments } from './plan.ts'
import { soundFor } from './sound.ts'
import { type OpenFile, openFile } from './source.ts'
import {
  type Done,
  folderOf,
  forget,
  type Kept,
  openStore,
  removeFolder,
  type Store,
  sweep,
  toDiskError,
} from './store.ts'
import type { Destination, FileInfo, Order, Result } from './types.ts'

/** What a page knows of a job. */
export type Begun = {
  id: string
  order: FileOrder
  segments: { frames: number; bytes: number; start: number; end: number }[]
  done: Done[]
}

/** What the file is called, and where it is found again after a reload. */
export type Named = Pick<Kept, 'name' | 'size' | 'modified' | 'input'>

type Job = {
  id: string
  order: Order
  segments: PlannedSegment[]
  store: Store
  name: string
}

const stopped = new AbortController()
let opened: OpenFile | undefined
let job: Job | undefined

const theFile = () => opened as OpenFile
const theJob = () => job as Job
const segmentOf = (index: number) => theJob().segments[index] as PlannedSegment

const worker = {
  open: (file: Blob | string) => answer(open(file)),
  begin: (named: Named, order: Order) => answer(begin(named, order)),
  /** Reads what one segment needs. */
  read: async (index: number) => {
    const segment = await answer(theFile().read(segmentOf(index)))
    const [first] = 'value' in segment ? segment.value.packets : []
    return transfer(segment, first === undefined ? [] : [first.data.buffer])
  },
  /** Keeps a segment that was made. */
  keep: (made: MadeSegment, peer: string) => answer(theJob().store.keep(made, peer)),
  /** These segments cannot be used after all. */
  drop: (segments: number[]) => answer(drop(segments)),
  /** Joins the segments, which are all made. */
  join: (destination: Destination) => answer(joinAll(destination)),
  /** Removes the segments that were kept; what was made of them stays until this Worker ends. */
  forget: () => answer(forgetAll()),
}
export type FilesWorker = typeof worker

async function open(file: Blob | string): Promise<FileInfo> {
  opened = await openFile(file, stopped.signal)
  return opened.info
}

async function begin(named: Named, order: Order): Promise<Begun> {
  const { info, table } = theFile()
  for (const sound of chosenSounds(order)) await soundFor(sound, order.container, rangeOf(order))
  const fileOrder = toFileOrder(info, order)
  const segments = planSegments(table, rangeOf(order))
  const id = await jobId(
    named,
    order,
    segments.map(({ start }) => start),
  )
  await sweep()
  const store = await openStore({ ...named, id, at: Date.now(), order, segments: segments.length })
  job = { id, order, segments, store, name: named.name.replace(/\.[^.]*$/, '') }
  return {
    id,
    order: fileOrder,
    segments: segments.map(({ frames, bytes, start, end }) => ({ frames, bytes, start, end })),
    done: store.done,
  }
}

async function drop(segments: number[]): Promise<void> {
  for (const segment of segments) await theJob().store.drop(segment)
}

async function joinAll(destination: Destination): Promise<Result[]> {
  const { info } = theFile()
  const { id, order, segments, name, store } = theJob()
  const own = await folderOf(`${id}-out`)
  const disk = diskFor(destination, order, own)
  try {
    await join(
      { info, order, segments, name, sounds: chosenSounds(order), disk, read: store.read },
      stopped.signal,
    )
    const results = await disk.results()
    if (order.container !== 'hls' || destination?.kind === 'directory') return results
    const packed = `${name}-hls.zip`
    const into = destination ?? (await (await folderOf(`${id}-zip`)).getFileHandle(packed, { create: true }))
    const file = await zip(results, into)
    await removeFolder(`${id}-out`)
    return [{ name: packed, file }]
  } catch (cause) {
    throw toDiskError(cause)
  }
}

const chosenSounds = ({ sounds }: Order) =>
  theFile().sounds.filter(({ info }) => sounds.includes(info.number))

/** An archive is made of files that are whole. */
function diskFor(destination: Destination, { container }: Order, own: FileSystemDirectoryHandle): Disk {
  if (destination?.kind === 'directory') return diskOf(destination)
  if (destination?.kind === 'file' && container !== 'hls') return diskOfOne(destination)
  return diskOf(own)
}

async function forgetAll(): Promise<void> {
  await forget(theJob().id)
}

expose(worker)
