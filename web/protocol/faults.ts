import { MillraceError } from './errors.ts'

/** What can be made to go wrong on purpose, and what it is like. */
export const FAULTS = {
  'orchestrator-kill': 'The orchestrator that works is gone, as when its machine loses power.',
  'orchestrator-freeze': 'The orchestrator that works stands still: nothing of it arrives any more.',
  'orchestrator-stall': 'The orchestrator that works delivers at 0.8 times real time.',
  'orchestrator-lie': 'The orchestrator that works returns frames that its receipts do not tell of.',
  'relay-restart': 'The relays are out of reach for two seconds.',
  'gateway-reload': 'This page is loaded anew in the middle of the stream.',
  'rpc-loss': 'The chain’s RPC answers nothing for ten seconds.',
} as const

export type FaultKind = keyof typeof FAULTS
export type OrchestratorFault = Extract<FaultKind, `orchestrator-${string}`>

/** One fault, so many ms after the stream is live. */
export type Fault = { kind: FaultKind; after: number }

/** Faults of one plan. */
const MAX_FAULTS = 32
const MAX_AFTER_S = 24 * 3600

/**
 * Reads a plan of faults: `orchestrator-kill@10s,relay-restart@20s`.
 * @returns in the order of their times
 * @throws MillraceError bad-input which part cannot be read, and what could stand there
 */
export function parseFaults(plan: string): Fault[] {
  const parts = plan.split(',').filter(part => part.trim() !== '')
  if (parts.length > MAX_FAULTS) throw fault(`${parts.length} faults are more than ${MAX_FAULTS}.`)
  return parts.map(parseFault).sort((one, other) => one.after - other.after)
}

function parseFault(part: string): Fault {
  const [, kind = '', seconds = ''] = /^\s*([a-z-]+)@(\d+(?:\.\d+)?)s?\s*$/.exec(part) ?? []
  if (!Object.hasOwn(FAULTS, kind)) throw fault(`“${part.trim().slice(0, 60)}” is no fault.`)
  if (Number(seconds) > MAX_AFTER_S) throw fault(`${seconds} s is more than a day.`)
  return { kind: kind as FaultKind, after: Number(seconds) * 1000 }
}

function fault(message: string): MillraceError {
  return new MillraceError('bad-input', message, {
    hint: `Write <fault>@<seconds>s, with a comma between two. Faults are ${Object.keys(FAULTS).join(', ')}.`,
    docs: 'rules-and-plans-that-are-not-understood',
  })
}
