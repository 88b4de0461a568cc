import type { Page } from 'playwright-core'
import type { Host } from '../web/pages/host.ts'

type Account = NonNullable<Host['account']>
type Journal = NonNullable<Host['journal']>
type Whip = NonNullable<Host['whip']>
type Whep = NonNullable<Host['whep']>
type Asks = NonNullable<Host['asks']>

/** What the page finds among its globals. */
type Bindings = {
  millraceReport: NonNullable<Host['report']>
  millraceRequest: Account['request']
  millraceAppend: Journal['append']
  millraceRead: Journal['read']
  millraceReplace: Journal['replace']
  millraceWhipNext: Whip['next']
  millraceWhipReply: Whip['reply']
  millraceWhepNext: Whep['next']
  millraceWhepReply: Whep['reply']
  millraceAskNext: Asks['next']
  millraceAskTell: Asks['tell']
}

/** Gives a page what web/pages/host.ts says, before any of its scripts, and on one origin only. */
export async function inject(page: Page, origin: string, host: Host): Promise<void> {
  const { account, journal, hls, whip, whep, asks, task } = host
  const bindings: { [Name in keyof Bindings]: Bindings[Name] | undefined } = {
    millraceReport: host.report,
    millraceRequest: account?.request,
    millraceAppend: journal?.append,
    millraceRead: journal?.read,
    millraceReplace: journal?.replace,
    millraceWhipNext: whip?.next,
    millraceWhipReply: whip?.reply,
    millraceWhepNext: whep?.next,
    millraceWhepReply: whep?.reply,
    millraceAskNext: asks?.next,
    millraceAskTell: asks?.tell,
  }
  for (const [name, answer] of Object.entries(bindings)) {
    await page.exposeBinding(name, ({ frame }, given: unknown) => {
      if (new URL(frame.url()).origin !== origin) throw new Error('Only a page of the node may ask this.')
      return answer?.(given as never)
    })
  }
  await page.addInitScript(
    given => {
      if (location.origin !== given.origin) return
      const bindings = globalThis as unknown as Bindings
      const { millraceAppend: append, millraceRead: read, millraceReplace: replace } = bindings
      const { millraceWhipNext: next, millraceWhipReply: reply } = bindings
      globalThis.millraceHost = {
        identity: given.identity,
        report: bindings.millraceReport,
        account: given.address && { address: given.address, request: bindings.millraceRequest },
        hls: given.hls,
        whip: given.whip ? { next, reply } : undefined,
        whep: given.whep ? { next: bindings.millraceWhepNext, reply: bindings.millraceWhepReply } : undefined,
        asks: given.asks ? { next: bindings.millraceAskNext, tell: bindings.millraceAskTell } : undefined,
        journal: given.journal ? { append, read, replace } : undefined,
        task: given.task,
      }
    },
    {
      ...{ origin, identity: host.identity ?? '', address: account?.address, hls, task },
      journal: journal !== undefined,
      whip: whip !== undefined,
      whep: whep !== undefined,
      asks: asks !== undefined,
    },
  )
}
