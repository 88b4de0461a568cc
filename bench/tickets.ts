/** Tickets signed, and signed and verified, per second of one core. */
import { type Hex, keccak256 } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { isSigned, signTicket } from '../web/chain/signature.ts'
import { hashRand, type Ticket, wins } from '../web/chain/ticket.ts'
import { startTable } from './table.ts'

const COUNT = 3000
const WARMUP = 300
/** Sign, send, verify and credit; sending and crediting are not in it. */
const REACH = 500
const RAND = 7n

const key = generatePrivateKey()
const recipient = privateKeyToAddress(generatePrivateKey())
const sender = privateKeyToAddress(key)
const recipientRandHash = hashRand(RAND)
const auxData: Hex = `${keccak256('0x01')}${keccak256('0x02').slice(2)}`

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

async function signAll(tickets: Ticket[]): Promise<Hex[]> {
  const signatures: Hex[] = []
  for (const ticket of tickets) signatures.push(await signTicket(ticket, key))
  return signatures
}

/** @returns how many won */
async function verifyAll(tickets: Ticket[], signatures: Hex[]): Promise<number> {
  let won = 0
  for (const [index, ticket] of tickets.entries()) {
    const signature = signatures[index] ?? '0x'
    if (!(await isSigned(ticket, signature))) throw new Error(`Ticket ${index} is not signed.`)
    if (wins(signature, RAND, ticket.winProb)) won++
  }
  return won
}

/** CPU seconds that this process, which has one thread for JavaScript, has used so far. */
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const tickets = Array.from({ length: COUNT }, (_, index) => ticketOf(index))
const warmup = tickets.slice(0, WARMUP)
await verifyAll(warmup, await signAll(warmup))

const begun = cpu()
const signatures = await signAll(tickets)
const signed = cpu()
const won = await verifyAll(tickets, signatures)
const verified = cpu()

const row = startTable(`Tickets, ${COUNT} of one sender, of which ${won} won`, {
  step: 16,
  'per second and core': 19,
  reach: 8,
})
const rate = (seconds: number) => (COUNT / seconds).toFixed(0)
row({ step: 'sign', 'per second and core': rate(signed - begun), reach: '' })
row({ step: 'verify and draw', 'per second and core': rate(verified - signed), reach: '' })
row({ step: 'both', 'per second and core': rate(verified - begun), reach: `>= ${REACH}` })
