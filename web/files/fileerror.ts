import { MillraceError } from '../protocol/errors.ts'
import { MAX_HEIGHT, MAX_WIDTH } from '../protocol/limits.ts'

export function tooLarge(width: number, height: number): MillraceError {
  return new MillraceError('unsupported', `Its pictures are too large: ${width} x ${height}.`, {
    hint: `At most ${MAX_WIDTH} x ${MAX_HEIGHT} pixels can be taken.`,
  })
}

export function tooLong(frames: number): MillraceError {
  return new MillraceError('unsupported', `It has more than ${frames} pictures.`, {
    hint: 'Cut it into parts first.',
  })
}

export function highRange(): MillraceError {
  return new MillraceError('unsupported', 'This is HDR video: its colours would come out wrong.', {
    hint: 'Export it with standard colours (SDR, BT.709) first.',
    docs: 'videos-that-cannot-be-read',
  })
}
