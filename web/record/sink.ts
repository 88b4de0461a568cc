import type { Cue } from '../protocol/schema.ts'
import type { CmafSegment } from './cmaf.ts'
import type { LivePart, LiveSegment, Programme } from './types.ts'

/** Where finished segments go. Calls come one at a time. */
export type Sink = {
  /** A timeline begins. @param first no segment has a lower number */
  begin(programme: Programme, first: number): void
  add(segment: LiveSegment, made: CmafSegment): Promise<void>
  /** Comes before the segment that it is of, if at all. @param media as in segments @param config of the one before */
  part?(part: LivePart, media: Uint8Array<ArrayBuffer>, config: string): Promise<void>
  /** What belongs to the timeline that began last. @param until all captions that begin before are told, µs */
  cue?(cues: Cue[], until: number): Promise<void>
  /** Nothing comes any more. */
  end(): Promise<void>
}
