import type { Portrait } from '../avatar/types.ts'
import type { Chunk } from '../protocol/chunk.ts'
import type { AudioFormat, FullEffect, VideoFormat } from '../protocol/schema.ts'

/** A live source inside the gateway's Worker: emits encoded chunks at the pace of the clock. */
export type Source = {
  /** Bits per second that the encoder may use. A source that passes encoded input on starts to encode when it must. */
  setBitrate(bitsPerSecond: number): void
  /** Asks for a key frame as soon as there can be one. */
  requestKey(): void
  stats(): SourceStats
  /** Goes on with other devices, without a gap in time, or with another publisher. Only for sources of frames and publishers. */
  replace(input: LiveInput): void
  /** What is done to the pictures before anything of them is sent, from the next one on. Only for sources of frames. */
  veil(effect: Veiling | undefined): void
  stop(): void
}

export type SourceStats = {
  /** Frames per second over the last seconds. */
  framerate: number
  bitrate: number
  /** Frames that were skipped since the encoder or the link was behind. */
  skipped: number
  /** Encoded input is going on untouched. */
  passthrough: boolean
  /** What the person should know although the stream goes on, in plain words; empty if there is nothing. */
  notice: string
  /** How far what is done to the pictures before they are sent is; undefined: nothing is done. */
  veil: VeilState | undefined
}

/** What is done to pictures before anything of them is sent. @property portrait shown in their place, for PORTRAIT */
export type Veiling = FullEffect & { portrait?: Portrait }

export type VeilState =
  /** A plain picture is sent; `share` of the model is there. */
  | { kind: 'loading'; share: number }
  /** `few` pictures a second, where there is no time for all of them. */
  | { kind: 'made'; few?: number }
  /** A plain picture is sent. */
  | { kind: 'failed'; reason: string }

/** Where a source delivers. `onformat` comes first, and again whenever a format changes. */
export type SourceSink = {
  /** `video.framerate` is what the container or device says. Timestamps begin near 0; `epoch` is the Unix ms of timestamp 0. */
  onformat(format: { video: VideoFormat | undefined; audio: AudioFormat | undefined; epoch: number }): void
  /** Tracks SOURCE_TRACK and AUDIO_TRACK, timestamps in decode order. */
  onchunk(chunk: Chunk): void
  /** Nothing comes for now, in plain words; it goes on with a new `onformat`. Only sources of publishers wait. */
  onidle?(reason: string): void
  onend(): void
  onerror(error: Error): void
}

/** Frames of a camera or a screen, to be transferred to the Worker: streams, or ports where the browser makes none. */
export type FrameInput = {
  kind: 'frames'
  video: ReadableStream<VideoFrame> | MessagePort
  audio: ReadableStream<AudioData> | MessagePort | undefined
  /** What the device said: the first frame decides. */
  width: number
  height: number
  framerate: number
}

/** Encoded frames of somebody who publishes by WHIP. Absent ports: nobody does. */
export type WhipInput = {
  kind: 'whip'
  /** Brings each video frame as a `WhipFrame`; any message on it asks for a key frame. */
  video: MessagePort | undefined
  /** The same for packets of Opus; undefined: there is no sound. */
  sound: MessagePort | undefined
}

/** @property timestamp RTP's, in units of its clock */
export type WhipFrame = { timestamp: number; data: ArrayBuffer }

/** What another one of its kind may take the place of. */
export type LiveInput = FrameInput | WhipInput

export type FileInput = {
  kind: 'file'
  file: Blob | string
  loop: boolean
}

export type SourceOptions = {
  /** A file begins to play when this resolves, and announces its epoch anew; devices do not wait. */
  ready?: Promise<void>
  segmentMs: number
  /** Bits per second to begin with. */
  bitrate: number
  /** See `Source.veil`. */
  veil?: Veiling | undefined
}

/** A camera or a screen on the main thread. Its `input` goes to the Worker once: see `transferables` in tracks.ts. */
export type Capture = {
  input: FrameInput
  /** What a page shows of it; another stream after each `onreplace`. */
  preview(): MediaStream
  stop(): void
}

export type CaptureEvents = {
  /** Other devices took over: the source goes on with this input (`Source.replace`). */
  onreplace(input: FrameInput, preview: MediaStream): void
  /** What happened, in plain words; the stream goes on. */
  onnotice(message: string): void
  /** No device is left, or the person stopped sharing. */
  onend(reason: string): void
}

/*
 * capture/source.ts    startSource(input: LiveInput | FileInput, options: SourceOptions, sink: SourceSink): Source      Worker
 * capture/camera.ts    openCamera(choice: CameraChoice, events: CaptureEvents): Promise<Camera>                         main thread
 * capture/screen.ts    openScreen(events): Promise<Capture>                                                             main thread
 * capture/whip/door.ts openDoor(configuration: RTCConfiguration, oninput): Door                                          main thread
 * capture/devices.ts   listDevices(), onDevices(listener); level.ts startLevelMeter(stream)                             main thread
 */
