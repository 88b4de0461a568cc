/** Tickets signed and verified per second of one core, and what paying for a segment costs both sides. */
import { type Hex, hashMessage, recoverAddress } from 'viem'
import { generatePrivateKey, privateKeyToAddress, sign } from 'viem/accounts'
import { isSigned, signTicket } from '../web/chain/signature.ts'
import { hashRand, hashTicket, type Ticket, wins } from '../web/chain/ticket.ts'
import { BOUNDS, hashOf, openStand, PRICE, SEGMENT_PIXELS, SESSION } from '../web/payments/stand.ts'
import { costOf } from '../web/protocol/balance.ts'
import { MAX_TICKETS } from '../web/protocol/limits.ts'
import { decodeJob, encodeJob, type JobMessage } from '../web/protocol/messages.ts'
import { startTable } from './table.ts'

const COUNT = 3000
const WARMUP = 300
/** With the curve in viem, for comparison. */
const COUNT_VIEM = 500
/** Sign, send, verify and credit. */
const REACH = 500
const SEGMENTS = 1000
const RAND = 7n

const key = generatePrivateKey()
const recipient = privateKeyToAddress(generatePrivateKey())
const sender = privateKeyToAddress(key)
const recipientRandHash = hashRand(RAND)
const auxData: Hex = `${hashOf('round')}${hashOf('block').slice(2)}`

function ticketOf(senderNonce: number): Ticket {
  return {
    recipient,
    sender,
    faceValue: 10n ** 15n,
    winProb: 2n ** 246n,
    senderNonce: BigInt(senderNonce),
    recipientRandHash,
    auxData,
  }
}

/** CPU seconds that this process, which has one thread for JavaScript, has used so far. */
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** CPU seconds of doing something to each item. */
async function cost<Item, Result>(items: Item[], act: (item: Item) => Promise<Result>) {
  const results: Result[] = []
  const begun = cpu()
  for (const item of items) results.push(await act(item))
  return { seconds: cpu() - begun, results }
}

type Signed = { ticket: Ticket; signature: Hex }

/** Signs and verifies; prints a row each. */
async function measure(
  name: string,
  tickets: Ticket[],
  signOne: (ticket: Ticket) => Promise<Hex>,
  verifyOne: (signed: Signed) => Promise<boolean>,
): Promise<void> {
  const signOf = async (ticket: Ticket) => ({ ticket, signature: await signOne(ticket) })
  const warm = await cost(tickets.slice(0, WARMUP), signOf)
  await cost(warm.results, verifyOne)
  const signing = await cost(tickets, signOf)
  const verifying = await cost(signing.results, verifyOne)
  if (verifying.results.includes(false)) throw new Error(`${name}: a ticket is not signed.`)
  const rate = (seconds: number) => (tickets.length / seconds).toFixed(0)
  const print = (step: string, seconds: number, reach = '') =>
    row({ step: `${name}: ${step}`, 'per second and core': rate(seconds), reach })
  print('sign', signing.seconds)
  print('verify and draw', verifying.seconds)
  print('both', signing.seconds + verifying.seconds, name === 'libsecp256k1' ? `>= ${REACH}` : '')
}

const tickets = Array.from({ length: COUNT }, (_, index) => ticketOf(index))
const row = startTable(`Tickets of one sender: ${COUNT}, and ${COUNT_VIEM} by viem`, {
  step: 30,
  'per second and core': 19,
  reach: 8,
})
await measure(
  'libsecp256k1',
  tickets,
  ticket => signTicket(ticket, key),
  async ({ ticket, signature }) => {
    wins(signature, RAND, ticket.winProb)
    return isSigned(ticket, signature)
  },
)
const digest = (ticket: Ticket) => hashMessage({ raw: hashTicket(ticket) })
await measure(
  'viem',
  tickets.slice(0, COUNT_VIEM),
  ticket => sign({ hash: digest(ticket), privateKey: key, to: 'hex' }),
  async ({ ticket, signature }) => {
    wins(signature, RAND, ticket.winProb)
    return (await recoverAddress({ hash: digest(ticket), signature })) === ticket.sender
  },
)

/** A message as it arrives. */
function sent<Message extends JobMessage>(message: Message): Message['body'] {
  return decodeJob(encodeJob(message)).body
}

/** Pays segments in tickets of a part of their cost each. @returns microseconds of CPU per segment, and per ticket */
async function paySegments(perSegment: number, segments: number) {
  const segment = costOf(SEGMENT_PIXELS, PRICE)
  const { till, payer, chain } = await openStand()
  const quoteNow = () => till.quote(SESSION.sender, segment / BigInt(perSegment), PRICE)
  const purse = await payer.open(await quoteNow(), BOUNDS)
  let paid = 0
  const begun = cpu()
  for (let count = 0; count < segments; count++) {
    if (purse.isStale()) purse.renew(sent({ kind: 'quote', body: await quoteNow() }))
    const payment = await purse.pay(segment)
    if (payment === undefined) throw new Error('Nothing was paid.')
    paid += payment.tickets.length
    const credit = await till.receive(SESSION.sender, sent({ kind: 'payment', body: payment }))
    if (purse.credited(sent({ kind: 'credit', body: credit })) !== 'go-on') throw new Error(credit.reason)
    purse.debit(SEGMENT_PIXELS)
    if (count % 40 === 0) chain.mine(41)
  }
  const seconds = cpu() - begun
  payer.close()
  return { segment: (seconds / segments) * 1e6, ticket: (seconds / paid) * 1e6 }
}

const print = startTable(
  'Paying for a segment: sign, encode, decode, verify, credit, both sides together, CPU',
  {
    'tickets per segment': 20,
    'us per segment': 15,
    'us per ticket': 14,
    'per second and core': 20,
    reach: 8,
  },
)
await paySegments(2, WARMUP)
for (const count of [1, 2, 4, MAX_TICKETS]) {
  const { segment, ticket } = await paySegments(count, count === MAX_TICKETS ? SEGMENTS / 10 : SEGMENTS)
  print({
    'tickets per segment': String(count),
    'us per segment': segment.toFixed(0),
    'us per ticket': ticket.toFixed(0),
    'per second and core': (1e6 / ticket).toFixed(0),
    reach: `>= ${REACH}`,
  })
}
