/**
 * What a headless node puts into a page before it loads (`globalThis.millraceHost`). A page that a person
 * opened has none of it: every member is optional.
 */
export type Host = {
  /** libp2p private key, base64 of its protobuf, from the node's file. */
  identity?: string
  /** Takes what happens in the page: one call per state change and one a second with figures. */
  report?(event: HostEvent): void
  /** Its account on the chain. It signs calls of the TicketBroker, and spends no more ether on them than its budget. */
  account?: import('../chain/types.ts').NodeAccount | undefined
  /** Where its winning tickets and earnings are written down: a file of the node. */
  journal?: import('../payments/types.ts').Journal | undefined
  /** Its HLS server: where segments are handed in, and where players find it. */
  hls?: { ingest: string; address: string } | undefined
}

export type HostEvent =
  | { kind: 'ready'; peer: string }
  | { kind: 'stream'; link: string; snapshot: import('../gateway/types.ts').Snapshot }
  | { kind: 'orchestrator'; snapshot: import('../orchestrator/types.ts').OrchestratorSnapshot }
  | {
      kind: 'earnings'
      standing: import('./contribute/types.ts').Standing
      account: string | undefined
      summary: import('../payments/types.ts').LedgerSummary | undefined
    }
  | { kind: 'relays'; relays: import('../network/types.ts').RelayState[] }
  | { kind: 'error'; code: string; message: string }

/** What a page offers to the headless node that drives it (`globalThis.millracePage`). */
export type Page = {
  /** Ends streams or lets jobs finish; resolves when it is safe to close the page. */
  stop(): Promise<void>
}

declare global {
  var millraceHost: Host | undefined
  var millracePage: Page | undefined
}

/** The headless node around this page, if there is one. */
export function host(): Host {
  return globalThis.millraceHost ?? {}
}
