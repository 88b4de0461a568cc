import { startFile } from './file.ts'
import { startFrames } from './frames.ts'
import type { FileInput, FrameInput, Source, SourceOptions, SourceSink } from './types.ts'

/** Starts a live source in this Worker. Whatever goes wrong ends it, with one MillraceError to `onerror`. */
export function startSource(input: FrameInput | FileInput, options: SourceOptions, sink: SourceSink): Source {
  return input.kind === 'file' ? startFile(input, options, sink) : startFrames(input, options, sink)
}
