import type { MetadataTags } from 'mediabunny'
import type { Rect } from '../protocol/crop.ts'
import type { MillraceError } from '../protocol/errors.ts'
import type { FileOrder, FileRendition, FileSegment, FileSource, MadeSegment } from '../protocol/file.ts'
import type { Turn } from '../protocol/picture.ts'
import type { FullEffect } from '../protocol/schema.ts'
import type { Range } from './plan.ts'

/** What is in a file. */
export type FileInfo = {
  /** As the container calls itself. */
  format: string
  video: VideoInfo
  /** In the order of the file; the first is what players play. */
  sounds: SoundInfo[]
  tags: MetadataTags
  /** What will be left out or cannot be kept, in sentences. */
  notices: string[]
}

export type VideoInfo = Range & {
  source: FileSource
  /** In square pixels, before the picture is turned. */
  width: number
  height: number
  /** Degrees, clockwise. */
  rotation: 0 | 90 | 180 | 270
  /** Mirrored, after it is turned. */
  flip: boolean
  /** Frames per second, on average. */
  framerate: number
  /** All frames lie on a grid of this rate; undefined where the rate varies. */
  steady: number | undefined
  frames: number
  /** Bits per second. */
  bitrate: number
  /** Of the track's name and language what the file says. */
  label: Label
}

export type SoundInfo = {
  /** 1 for the first sound of the file. */
  number: number
  codec: string
  channels: number
  sampleRate: number
  decodable: boolean
  label: Label
}

export type Label = { languageCode?: string; name?: string }

export const CONTAINERS = ['mp4', 'fmp4', 'webm', 'hls'] as const
export type Container = (typeof CONTAINERS)[number]

/** What to make of a file. */
export type Order = {
  renditions: FileRendition[]
  container: Container
  /** Numbers of the sounds to keep. */
  sounds: number[]
  /** µs of the source; what is made begins at 0 where the beginning is cut off. */
  trim?: Range
  /** What is shown of the coded picture, black where that reaches beyond. */
  crop?: Rect
  /** Turns the picture further, degrees, clockwise. */
  turn?: Turn
  /** What is done to the pictures first. */
  effect?: FullEffect
}

/** Where what is made goes: a file or folder of the user's, or nothing, for files that the browser keeps. */
export type Destination = FileSystemFileHandle | FileSystemDirectoryHandle | undefined

/** A finished file. `file` is on disk, wherever that is. */
export type Result = { name: string; file: File }

/** One orchestrator at work on a file: it takes up to two segments at once, so that one travels while another is made. */
export type Lane = {
  /** Peer id of the orchestrator. */
  peer: string
  /** What evidence of a cheat is kept by. */
  job: string
  name?: string
  /**
   * @param signal the segment is not wanted any more: what was made of it is paid
   * @param onprogress share that is made, 0 to 1
   * @throws MillraceError busy, or why the lane is closed; or what the signal was aborted with
   */
  make(segment: FileSegment, signal: AbortSignal, onprogress?: (done: number) => void): Promise<MadeSegment>
  /** Expected value of the tickets that were signed for it, wei. */
  paid(): bigint
  /** @param error why it is of no use any more; undefined: it is not needed */
  close(error?: MillraceError): void
  /** Resolves when it takes nothing any more, with what went wrong. */
  closed: Promise<MillraceError | undefined>
}

/** Opens lanes as orchestrators are found, until the signal, and tells why one that was asked does not take it. */
export type LaneSupply = (
  order: FileOrder,
  onlane: (lane: Lane) => void,
  signal: AbortSignal,
  onrefused: (error: MillraceError) => void,
) => void
