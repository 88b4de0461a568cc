import type { Chain } from '../../chain/open.ts'
import { findSessions, readSessions } from '../../chain/sessions.ts'
import type { Address, FoundSession, SessionFunds } from '../../chain/types.ts'
import { loading, reading } from './reading.svelte.ts'

export type OwnSession = FoundSession & SessionFunds

/**
 * The payment sessions of an account, from whatever browser they were opened, for as long as the component lives.
 * @param news changes when there may be others
 */
export function createSessions(chain: Chain, account: () => Address | undefined, news: () => unknown) {
  const found = loading(() => {
    const owner = account()
    void news()
    return owner && { key: owner, load: options => findSessions(chain, owner, options) }
  })
  const funds = reading(chain, () => {
    const keys = found.value
    return keys && (of => readSessions(of, keys))
  })
  return {
    /** Those with anything in them, the newest first; undefined until they are known. */
    get current(): OwnSession[] | undefined {
      return funds.value?.filter(({ state }) => state !== 'empty')
    },
    get error() {
      return found.error ?? funds.error
    },
  }
}
