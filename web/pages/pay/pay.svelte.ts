import { same } from '../../chain/address.ts'
import { gasPrice } from '../../chain/gas.ts'
import type { Chain } from '../../chain/open.ts'
import { readPosition } from '../../chain/position.ts'
import { readProtocol } from '../../chain/protocol.ts'
import { readRegistry } from '../../chain/registry.ts'
import { readSessions } from '../../chain/sessions.ts'
import type { Address, SessionFunds } from '../../chain/types.ts'
import type { Wallet } from '../../chain/wallet.ts'
import type { HeardOffer } from '../../network/types.ts'
import { heldSessions, makeSession } from '../../payments/sessionstore.ts'
import type { Price } from '../../protocol/schema.ts'
import type { Market, Work } from '../../protocol/select.ts'
import { reading } from '../stake/reading.svelte.ts'
import { createSessions } from '../stake/sessions.svelte.ts'
import { costOf } from './cost.ts'
import { type HeldSession, sessionInUse } from './inuse.ts'
import type { Money } from './money.ts'
import { payment } from './payment.svelte.ts'

export type Pay = ReturnType<typeof createPay>

/** What prices are compared at. */
const USUAL: Work = { codec: 'h264', pixelRate: 30 * 1920 * 1080 }

/**
 * All that the page knows of money, for as long as the component lives; keeps `money` up to date for the gateway.
 * @param offers those that the network hears
 */
export function createPay(chain: Chain, wallet: Wallet, offers: () => HeardOffer[], money: Money) {
  const place = { chainId: chain.place.chainId, broker: chain.addresses.TicketBroker }
  let walletState = $state.raw(wallet.state())
  $effect(() =>
    wallet.watch(next => {
      walletState = next
    }),
  )
  const account = $derived(walletState.account)

  const protocol = reading(chain, () => readProtocol)
  const price = reading(chain, () => gasPrice)
  const registry = reading(chain, () => readRegistry)
  const position = reading(chain, () => {
    const of = account
    return of && (on => readPosition(on, of))
  })
  const held = reading(chain, () => async (of): Promise<HeldSession[]> => {
    const sessions = await heldSessions(place)
    return readSessions(
      of,
      sessions.map(session => ({ key: session.sender, session })),
    )
  })
  const inUse = $derived(sessionInUse(held.value ?? []))
  const found = createSessions(
    chain,
    () => account,
    () => [protocol.value?.round, held.value?.length],
  )
  const others = $derived(found.current?.filter(({ key }) => key !== inUse?.key) ?? [])

  /** What the address asks for; without a maximum price of its own nobody is paid more than twice what is usual. */
  const wished = money.market
  let maxPrice = $state.raw(wished.maxPrice)
  const registered: Market = $derived({ ...wished, registry: registry.value ?? wished.registry })
  const known: Market = $derived({ ...registered, maxPrice })
  const usual = $derived(costOf(offers(), { ...registered, maxPrice: undefined }, USUAL).median)
  const market: Market = $derived({ ...known, maxPrice: maxPrice ?? ceiling(usual) })
  $effect(() => {
    money.market = market
  })
  const payer = payment(chain, () => inUse?.session, money)

  return {
    chain,
    wallet,
    get state() {
      return walletState
    },
    get protocol() {
      return protocol.value
    },
    get position() {
      return position.value
    },
    /** Wei per gas; undefined until it is known. */
    get gasPrice() {
      return price.value
    },
    /** Why there are no newer figures. */
    get trouble() {
      return protocol.error ?? held.error
    },
    /** The session that pays; undefined while there is none, or none is known yet. */
    get session(): SessionFunds | undefined {
      return inUse
    },
    /** Whether it is known what sessions there are. */
    get known() {
      return held.value !== undefined
    },
    /** Other sessions of the connected account that have something left in them. */
    get others() {
      return others
    },
    /** The most that is paid; undefined: twice what is usual. */
    get maxPrice() {
      return maxPrice
    },
    set maxPrice(next) {
      maxPrice = next
    },
    /** How the session that pays is getting on. */
    get payer() {
      return payer.current
    },
    /** What work costs at the offers that are heard. */
    cost: (work: Work) => costOf(offers(), known, work),
    /** A key of this browser for a session of an owner that was not opened yet. */
    async keyFor(owner: Address): Promise<Address> {
      const opened = held.value ?? []
      const fresh = (await heldSessions(place)).find(
        each => same(each.owner, owner) && !opened.some(({ key }) => key === each.sender),
      )
      return (fresh ?? (await makeSession(place, owner))).sender
    },
  }
}

/** Twice what is usual. @param median of an hour of the usual work, wei */
function ceiling(median: bigint): Price | undefined {
  if (median === 0n) return undefined
  return { wei: 2n * median, pixels: BigInt(USUAL.pixelRate * 3600) }
}
