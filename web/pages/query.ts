import { parseAmount } from '../protocol/amount.ts'
import { CAPTIONS } from '../protocol/captions.ts'
import { EFFECTS } from '../protocol/effects.ts'
import { toError } from '../protocol/errors.ts'
import { type Fault, parseFaults } from '../protocol/faults.ts'
import { IMAGINE, IMAGINE_CLIP } from '../protocol/imagine.ts'
import { parseRules, type Rules } from '../protocol/moderation.ts'
import { OBJECTS } from '../protocol/objects.ts'
import type { Effect } from '../protocol/schema.ts'

const CAPABILITY_IDS = [...EFFECTS.map(({ id }) => id), OBJECTS.id, CAPTIONS.id, IMAGINE.id, IMAGINE_CLIP.id]
/** Relays beyond these only make a start slower. */
const MAX_RELAYS = 8

/** Only what names its peer can be trusted to be that relay. */
export function isRelayAddress(address: unknown): address is string {
  return typeof address === 'string' && address.length <= 256 && /^\/.+\/p2p\/[A-Za-z0-9]+$/.test(address)
}

/**
 * Reads the parts of an address, each with what is taken where it is not there, or is not understood: that is noted among the problems.
 * @param search the part of the address from its `?` on
 */
export function readQuery(search: string) {
  const query = new URLSearchParams(search)
  const problems: string[] = []

  function refuse<T>(name: string, otherwise: T): T {
    problems.push(
      `“${name}=${query.get(name)?.slice(0, 40)}” in the address is not known: the default is used.`,
    )
    return otherwise
  }

  return {
    problems,
    text: (name: string, most: number): string => (query.get(name) ?? '').trim().slice(0, most),
    flag(name: string, otherwise: boolean): boolean {
      const text = query.get(name)
      if (text === null) return otherwise
      return text === '1' || text === '0' ? text === '1' : refuse(name, otherwise)
    },
    one<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
      const text = query.get(name)
      return text === null ? otherwise : (allowed.find(value => value === text) ?? refuse(name, otherwise))
    },
    several(name: string, allowed: readonly string[], otherwise: string[]): string[] {
      const text = query.get(name)
      if (text === null) return otherwise
      const wanted = text.split(',').map(value => value.trim())
      return wanted.every(value => allowed.includes(value)) ? wanted : refuse(name, otherwise)
    },
    number<T extends number>(name: string, allowed: readonly T[], otherwise: T): T {
      const text = query.get(name)
      if (text === null) return otherwise
      return allowed.find(value => String(value) === text) ?? refuse(name, otherwise)
    },
    whole(name: string, most: number): number | undefined {
      const text = query.get(name)
      if (text === null) return undefined
      const value = Number(text)
      return Number.isInteger(value) && value >= 1 && value <= most ? value : refuse(name, undefined)
    },
    amount(name: string): bigint | undefined {
      const text = query.get(name)
      if (text === null) return undefined
      return parseAmount(text) || refuse(name, undefined)
    },
    share(name: string, otherwise: number): number {
      const text = query.get(name)
      if (text === null) return otherwise
      const value = Number(text)
      return text !== '' && value >= 0 && value <= 1 ? value : refuse(name, otherwise)
    },
    effect(kinds: readonly { id: string }[]): Effect | undefined {
      const text = query.get('effect')
      if (text === null) return undefined
      const id = kinds.find(known => known.id === text)?.id
      const strength = Number(query.get('strength') ?? 1)
      return id !== undefined && strength >= 0 && strength <= 1
        ? { id, strength }
        : refuse('effect', undefined)
    },
    effects(): (typeof CAPABILITY_IDS)[number][] {
      const text = query.get('effects') ?? ''
      if (text === '' || text === 'none') return []
      if (text === 'all') return CAPABILITY_IDS
      const wanted = CAPABILITY_IDS.filter(id => text.split(',').includes(id))
      return wanted.length === text.split(',').length ? wanted : refuse('effects', [])
    },
    /** undefined: they cannot be read. */
    rules(): Rules | undefined {
      try {
        return parseRules(query.get('moderate') ?? '')
      } catch (thrown) {
        const { message, hint } = toError(thrown)
        problems.push(`“moderate” in the address: ${message} ${hint} Nothing is moderated.`)
        return undefined
      }
    },
    faults(): Fault[] {
      try {
        return parseFaults(query.get('simulate') ?? '')
      } catch {
        return refuse('simulate', [])
      }
    },
    count<T extends number | undefined>(name: string, most: number, otherwise: T): number | T {
      const text = query.get(name)
      if (text === null) return otherwise
      return /^\d{1,15}$/.test(text) && Number(text) <= most ? Number(text) : refuse(name, otherwise)
    },
    account(name: string): string | undefined {
      const text = query.get(name)
      if (text === null) return undefined
      return /^0x[0-9a-fA-F]{40}$/.test(text) ? text : refuse(name, undefined)
    },
    relays(): string[] {
      const named = query.getAll('relay')
      const known = named.filter(isRelayAddress).slice(0, MAX_RELAYS)
      if (known.length < named.length)
        problems.push('A relay in the address was left out: it is no address of a relay.')
      return known
    },
  }
}
