import { AUDIO_TRACK } from '../protocol/chunk.ts'
import { AAC, type AacEncoder, canMakeAac, createAac } from './aac.ts'
import type { TapMessage } from './types.ts'

/**
 * Passes on what is published, with sound that every player takes: Opus as AAC, where this browser can make it.
 * @param onerror some sound was lost on the way
 */
export function withAac(
  take: (message: TapMessage) => void,
  onerror: (error: unknown) => void,
): (message: TapMessage) => void {
  let encoder: AacEncoder | undefined
  let last: Promise<unknown> = Promise.resolve()

  const handle = async (message: TapMessage) => {
    if (message.kind === 'chunk' && message.chunk.track === AUDIO_TRACK && encoder !== undefined) {
      return encoder.push(message.chunk)
    }
    if (message.kind === 'cues') return take(message)
    if (message.kind !== 'chunk') await encoder?.end()
    if (message.kind !== 'programme') return take(message)
    const { programme } = message
    const isOpus = programme.audio?.codec === 'opus' && (await canMakeAac())
    encoder = isOpus ? createAac(programme.segmentMs, chunk => take({ kind: 'chunk', chunk })) : undefined
    take({ kind: 'programme', programme: isOpus ? { ...programme, audio: AAC } : programme })
  }
  return message => {
    last = last.then(() => handle(message)).catch(onerror)
  }
}
