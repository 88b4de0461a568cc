import { expose } from 'comlink'
import { checkTickets, signTickets } from './tickets.ts'

/** The curve on a thread of its own: a payment's tickets take milliseconds, which neither frames nor the page may feel. */
const worker = { sign: signTickets, check: checkTickets }

expose(worker)

export type CurveWorker = typeof worker
