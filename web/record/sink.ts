import type { Cue } from '../protocol/schema.ts'
import type { CmafSegment } from './cmaf.ts'
import type { LiveSegment, Programme } from './types.ts'

/** Where finished segments go. Calls come one at a time. */
export type Sink = {
  /** A timeline begins. @param first no segment has a lower number */
  begin(programme: Programme, first: number): void
  add(segment: LiveSegment, made: CmafSegment): Promise<void>
  /** What belongs to the timeline that began last. @param until all captions that begin before are told, µs */
  cue?(cues: Cue[], until: number): Promise<void>
  /** Nothing comes any more. */
  end(): Promise<void>
}
