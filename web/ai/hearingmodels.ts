import { findModel } from './load.ts'

/** Voices, and the two halves of the net that writes. */
export const HEARING_MODELS = [
  findModel('silero-vad'),
  findModel('moonshine-encoder'),
  findModel('moonshine-decoder'),
] as const

/** What is downloaded the first time. */
export const HEARING_BYTES = HEARING_MODELS.reduce((sum, { bytes }) => sum + bytes, 0)
