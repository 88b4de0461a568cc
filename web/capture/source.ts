import { startFile } from './file.ts'
import { startFrames } from './frames.ts'
import type { FileInput, LiveInput, Source, SourceOptions, SourceSink } from './types.ts'
import { startWhip } from './whip/source.ts'

/** Starts a live source in this Worker. Whatever goes wrong ends it, with one MillraceError to `onerror`. */
export function startSource(input: LiveInput | FileInput, options: SourceOptions, sink: SourceSink): Source {
  if (input.kind === 'file') return startFile(input, options, sink)
  return input.kind === 'whip' ? startWhip(input, options, sink) : startFrames(input, options, sink)
}
