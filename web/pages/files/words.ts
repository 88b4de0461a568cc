import type { Container, FileInfo, SoundInfo } from '../../files/types.ts'
import { count } from '../../ui/format.ts'
import { codecFamily } from '../words.ts'
import { keptSize } from './crop.ts'

/** Containers as people know them, and what each is good for. */
export const CONTAINER_NAMES: Record<Container, { name: string; hint: string }> = {
  mp4: { name: 'MP4', hint: 'Plays everywhere. One file for each size.' },
  fmp4: {
    name: 'Fragmented MP4',
    hint: 'An MP4 that can be played while it is still being written or loaded. One file for each size.',
  },
  webm: { name: 'WebM', hint: 'For the web, with VP9 or AV1. One file for each size.' },
  hls: {
    name: 'HLS',
    hint: 'All sizes together with playlists, as players on the web take them: in a zip, or in a folder that you choose.',
  },
}

/** `AAC, 2 channels, 48 kHz, en` */
export function soundInWords({ codec, channels, sampleRate, label }: SoundInfo): string {
  const facts = [codecFamily(codec), count(channels, 'channel'), `${sampleRate / 1000} kHz`]
  return [...facts, label.languageCode, label.name].filter(Boolean).join(', ')
}

/** Size of a picture as it is seen, `1920×1080`. */
export function sizeInWords({ video }: FileInfo): string {
  const { width, height } = keptSize(video, undefined)
  return video.rotation % 180 === 0 ? `${width}×${height}` : `${height}×${width}`
}
