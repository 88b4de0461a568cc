import type { JobOrder } from '../../web/gateway/job.ts'
import type { MessageStream, Network } from '../../web/network/types.ts'
import { ticketTerms } from '../../web/payments/quote.ts'
import { signTickets } from '../../web/payments/tickets.ts'
import type { Session } from '../../web/payments/types.ts'
import { fromHex } from '../../web/protocol/hex.ts'
import { decodeJob, encodeJob, type JobMessage } from '../../web/protocol/messages.ts'
import type { Quote } from '../../web/protocol/schema.ts'

const BEAT_MS = 250

/** One payment: tickets with these nonces, on a quote that may be changed first. */
export type Attempt = {
  nonces: number[]
  change?: Partial<Pick<Quote, 'recipient' | 'faceValue' | 'winProb'>>
  /** Whose signature it is, where not the sender's. */
  key?: Session['key']
  /** Time passes first; then it is made again, with nonces that follow, until it is refused. */
  late?: true
}

/** What was credited for an attempt, and its code; or how the job ended. */
export type Outcome = { code: string; value: Uint8Array }

/** Without a session nobody is said to pay. */
type Parties = { network: Network; peer: string; session: Session | undefined }

/** Orders a job and pays for it as it likes, one attempt after another on the same quote. */
export async function trade(
  { network, peer, session }: Parties,
  order: JobOrder,
  attempts: Attempt[],
): Promise<Outcome[]> {
  const stream = await network.open(peer, [], '/millrace/job/1', AbortSignal.timeout(300_000))
  const say = (message: JobMessage) => stream.send(encodeJob(message))
  const job = `hostile-${Math.random().toString(36).slice(2)}`
  const payer = session === undefined ? {} : { sender: fromHex(session.sender) }
  say({ kind: 'request', body: { job, standby: false, ...order, ...payer } })
  const answer = await hear(stream, ['accept', 'refusal'])
  if (answer.kind !== 'accept' || answer.body.quote === undefined || session === undefined) {
    return [outcomeOf(answer)]
  }
  const { quote } = answer.body
  let sequence = 0
  // Whoever says nothing is taken for gone.
  let beats = 0
  const beating = setInterval(() => {
    beats += 1
    const idle = { echo: 0, queue: 0, skipped: 0, realtime: 1 }
    say({ kind: 'heartbeat', body: { sequence: beats, sentAt: Date.now(), ...idle } })
  }, BEAT_MS)

  const pay = async (attempt: Attempt): Promise<Outcome> => {
    sequence += 1
    const body = { sequence, ...(await draw({ ...quote, ...attempt.change }, attempt, session)) }
    say({ kind: 'payment', body })
    return outcomeOf(await hear(stream, ['credit', 'end']))
  }
  const outcomes: Outcome[] = []
  for (const attempt of attempts) {
    if (attempt.late === undefined) {
      outcomes.push(await pay(attempt))
      continue
    }
    await passTime()
    let outcome = await pay(attempt)
    for (let nonces = attempt.nonces; outcome.code === ''; ) {
      nonces = nonces.map(nonce => nonce + nonces.length)
      outcome = await pay({ ...attempt, nonces })
    }
    outcomes.push(outcome)
  }
  clearInterval(beating)
  stream.close()
  return outcomes
}

async function draw(quote: Quote, { nonces, key }: Attempt, session: Session) {
  const signatures = await signTickets(ticketTerms(quote, session.sender), nonces, key ?? session.key)
  const tickets = signatures.map((signature, index) => ({ senderNonce: nonces[index] ?? 0, signature }))
  return { quote, tickets }
}

async function hear(stream: MessageStream, wanted: JobMessage['kind'][]): Promise<JobMessage> {
  for await (const bytes of stream.messages) {
    const message = decodeJob(bytes)
    if (wanted.includes(message.kind)) return message
  }
  return { kind: 'end', body: { code: 'closed', reason: '' } }
}

function outcomeOf({ kind, body }: JobMessage): Outcome {
  if (kind === 'credit') return { code: body.code, value: body.value }
  return { code: kind === 'end' || kind === 'refusal' ? body.code : kind, value: new Uint8Array() }
}

declare global {
  /** The test lets rounds pass. */
  var passTime: () => Promise<void>
}
