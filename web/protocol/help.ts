/** Sections of the guide that pages and errors point at, by the anchors of their headings: see docs/guide. */
export const SECTIONS = [
  'addresses',
  'addresses-of-other-servers',
  'ai-models',
  'becoming-an-orchestrator',
  'being-paid',
  'browsers',
  'camera-and-microphone',
  'captions',
  'how-work-is-checked',
  'made-on-this-computer',
  'moderation',
  'no-direct-connection',
  'no-orchestrator-takes-the-work',
  'no-relay-answers',
  'no-room-on-the-disk',
  'payment-sessions',
  'a-session-runs-out',
  'rules-and-plans-that-are-not-understood',
  'the-chain-of-a-page',
  'video-files-that-cannot-be-made',
  'videos-that-cannot-be-read',
  'wallets',
  'wallets-and-the-chain',
  'watch-links',
] as const

export type Section = (typeof SECTIONS)[number]
