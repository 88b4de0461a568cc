import { AUDIO_TRACK, type Chunk } from '../protocol/chunk.ts'
import { MAX_UNMADE_SEGMENTS } from '../protocol/limits.ts'
import type { Cue } from '../protocol/schema.ts'
import { type CmafSegment, toCmaf } from './cmaf.ts'
import { toFragment } from './fragment.ts'
import { createParter, type Parter } from './parter.ts'
import { createSegmenter, MAX_STRETCH_US, type Segmenter } from './segmenter.ts'
import type { Sink } from './sink.ts'
import type { LivePart, LiveSegment, Programme, TapMessage } from './types.ts'

/** Parts are for those who wait for them: behind so many others they would come too late. */
const MAX_WAITING_PARTS = 8

/**
 * Turns what is published of a stream into CMAF segments. They begin with the first whole segment that has a picture:
 * while nobody makes one yet, a camera's sound is heard already.
 */
export type Recorder = {
  take(message: TapMessage): void
  /** From the next segment on. */
  attach(sink: Sink): void
  detach(sink: Sink): void
}

type Run = {
  programme: Programme
  /** Number of the first segment; undefined before there is a picture. */
  first: number | undefined
  /** The newest of the sound from before there is. */
  heard: LiveSegment[]
  tracks: Map<number, { parter: Parter; segmenter: Segmenter; made: CmafSegment | undefined }>
}

/**
 * @param onended all sinks have ended
 * @param onerror a segment was lost on the way; the next one may do better
 */
export function createRecorder(onended: () => void, onerror: (error: unknown) => void): Recorder {
  /** Those that a run has begun for; they hear of the next one with its first segment. */
  const sinks = new Map<Sink, Run | undefined>()
  let run: Run | undefined
  let last: Promise<void> = Promise.resolve()
  let waiting = 0

  const next = (task: () => Promise<unknown>) => {
    waiting += 1
    last = last
      .then(task)
      .catch(onerror)
      .then(() => {
        waiting -= 1
      })
  }
  const deliver = async (of: Run, segment: LiveSegment) => {
    const made = await toCmaf(segment, of.programme)
    const track = of.tracks.get(segment.track)
    if (track !== undefined) track.made = made
    for (const [sink, begun] of sinks) {
      if (begun !== of) sink.begin(of.programme, begun === undefined ? segment.number : (of.first ?? 0))
      sinks.set(sink, of)
      await sink.add(segment, made).catch(onerror)
    }
  }
  const begin = (programme: Programme) => {
    if (JSON.stringify(programme) === JSON.stringify(run?.programme)) return
    finish()
    run = { programme, first: undefined, heard: [], tracks: new Map() }
  }
  const finish = () => {
    for (const { segmenter } of run?.tracks.values() ?? []) segmenter.end()
  }
  const push = (chunk: Chunk) => {
    if (run === undefined) return
    const track = run.tracks.get(chunk.track) ?? openTrack(run)
    run.tracks.set(chunk.track, track)
    // The last part of a segment goes before the segment.
    track.parter.push(chunk)
    track.segmenter.push(chunk)
  }
  const openTrack = (of: Run) => ({
    parter: createParter(of.programme.segmentMs, part => onpart(of, part)),
    segmenter: createSegmenter(of.programme.segmentMs, segment => onsegment(of, segment)),
    made: undefined,
  })
  const onpart = (of: Run, part: LivePart) => {
    if (of.first !== undefined && part.number >= of.first && waiting < MAX_WAITING_PARTS)
      next(() => deliverPart(of, part))
  }
  const deliverPart = async (of: Run, part: LivePart) => {
    const takers = [...sinks].flatMap(([sink, begun]) => (begun === of && sink.part ? sink : []))
    const made = of.tracks.get(part.track)?.made
    const codec = of.programme.renditions.find(({ track }) => track === part.track)?.codec
    const media = takers.length > 0 && made ? toFragment(part, codec === 'h264', made.init) : undefined
    if (made === undefined || media === undefined) return
    for (const sink of takers) await sink.part?.(part, media, made.config).catch(onerror)
  }
  const onsegment = (of: Run, segment: LiveSegment) => {
    const { track, number, late } = segment
    if (of.first === undefined && track === AUDIO_TRACK) {
      of.heard = [...of.heard, segment].slice(-MAX_UNMADE_SEGMENTS)
      return
    }
    of.first ??= late > MAX_STRETCH_US ? number + 1 : number
    for (const each of [...of.heard.splice(0), segment]) if (each.number >= of.first) make(of, each)
  }
  const make = (of: Run, segment: LiveSegment) => {
    // Behind what nobody has the time to make, memory would fill up.
    if (sinks.size > 0 && waiting < MAX_UNMADE_SEGMENTS) next(() => deliver(of, segment))
  }

  const cue = (cues: Cue[], until: number) => {
    for (const [sink, begun] of sinks) {
      if (begun === run) void sink.cue?.(cues, until).catch(onerror)
    }
  }

  return {
    take(message) {
      if (message.kind === 'programme') begin(message.programme)
      else if (message.kind === 'chunk') push(message.chunk)
      else if (message.kind === 'cues') cue(message.cues, message.until)
      else {
        finish()
        next(async () => {
          await Promise.all([...sinks.keys()].map(sink => sink.end()))
          onended()
        })
      }
    },
    attach(sink) {
      sinks.set(sink, undefined)
    },
    detach(sink) {
      sinks.delete(sink)
    },
  }
}
