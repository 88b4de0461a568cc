import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** What can be put behind people, in place of what is there: these, or a picture of the streamer's own. */
export const BACKDROPS = [
  { id: 'studio', name: 'Studio' },
  { id: 'window', name: 'Sunny wall' },
  { id: 'lights', name: 'Evening lights' },
  { id: 'hills', name: 'Hills' },
] as const

export type BackdropId = (typeof BACKDROPS)[number]['id']

/** What is there where none is named. */
export const USUAL_BACKDROP: BackdropId = 'studio'

export const REPLACE_BACKGROUND = 'replace-background'

/** One of ours. */
export function backdropOf(id: string): (typeof BACKDROPS)[number] | undefined {
  return BACKDROPS.find(backdrop => backdrop.id === id)
}

/** What a picture of somebody's own is called: it is told by its bytes, SHA-256 as hexadecimal text. */
export function backdropName(picture: Uint8Array): string {
  return bytesToHex(sha256(picture))
}
