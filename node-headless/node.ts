import { join } from 'node:path'
import type { Host, HostEvent } from '../web/pages/host.ts'
import { lifecycle, type Reported } from './events.ts'
import { loadIdentity } from './identity.ts'
import type { Log } from './log.ts'
import { openPage } from './page.ts'
import { type Supervised, supervise } from './supervise.ts'

export type NodeOptions = {
  role: 'gateway' | 'orchestrator'
  url: string
  /** Data folder. */
  data: string
  executablePath: string
  log: Log
  account?: Host['account']
  journal?: Host['journal']
  hls?: Host['hls']
  whip?: Host['whip']
  whep?: Host['whep']
  asks?: Host['asks']
  task?: Host['task']
  /** Beside those that every browser of a node gets. */
  switches?: string[]
  /** Called after an event has been logged; before holds what was reported until then. */
  onevent?: (event: HostEvent, before: Reported) => void
}

/** A role in its page in its browser, kept running. */
export type Node = Supervised & {
  role: NodeOptions['role']
  reported(): Reported
}

/** Opens a role's page and keeps it running. Resolves when it is ready. */
export async function openNode({ role, data, onevent, ...options }: NodeOptions): Promise<Node> {
  const identity = await loadIdentity(join(data, `${role}.key`))
  const profile = join(data, `${role}-profile`)
  let reported: Reported = {}
  let closing = false

  function take(event: HostEvent) {
    const before = reported
    reported = { ...reported, [event.kind]: event }
    // The relays may be closing as well.
    const lines = closing && event.kind === 'relays' ? [] : lifecycle(before, event)
    for (const { level, message } of lines) options.log[level](message)
    onevent?.(event, before)
  }

  const supervised = await supervise(
    () => openPage({ ...options, identity, profile, onevent: take }),
    options.log,
  )
  const close = () => {
    closing = true
    return supervised.close()
  }
  return { ...supervised, close, role, reported: () => reported }
}
