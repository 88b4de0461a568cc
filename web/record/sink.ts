import type { CmafSegment } from './cmaf.ts'
import type { LiveSegment, Programme } from './types.ts'

/** Where finished segments go. Calls come one at a time. */
export type Sink = {
  /** A timeline begins. @param first no segment has a lower number */
  begin(programme: Programme, first: number): void
  add(segment: LiveSegment, made: CmafSegment): Promise<void>
  /** Nothing comes any more. */
  end(): Promise<void>
}
