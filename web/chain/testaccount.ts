import { createConnector } from '@wagmi/core'
import { type Client, createClient, http, SwitchChainError } from 'viem'
import { store } from './store.ts'
import type { Address, Hash, Place } from './types.ts'

export const TEST_ACCOUNT = 'millrace.test'

/** An account of this browser alone, for a chain on which nothing is worth anything. Its key never leaves it. */
export function testAccount({ chainId, rpc }: Place) {
  const account = async () => {
    // Signing is heavy, and pages on public chains need none of it.
    const { generatePrivateKey, privateKeyToAccount } = await import('viem/accounts')
    return privateKeyToAccount(await keyOf(chainId, generatePrivateKey))
  }
  let connected: Address[] = []

  return createConnector(({ chains, emitter }) => ({
    id: TEST_ACCOUNT,
    name: 'Test account (this chain only)',
    type: 'test',
    async connect() {
      connected = [(await account()).address]
      return { accounts: connected as never, chainId }
    },
    async disconnect() {
      connected = []
    },
    getAccounts: async () => connected,
    getChainId: async () => chainId,
    getProvider: async () => ({}),
    async getClient(): Promise<Client> {
      return createClient({ account: await account(), chain: chains[0], transport: http(rpc) })
    },
    /** It is only taken up again where it was used last, which the caller looks at. */
    isAuthorized: async () => true,
    async switchChain() {
      throw new SwitchChainError(new Error('The test account is of this chain only.'))
    },
    onAccountsChanged() {},
    onChainChanged() {},
    onDisconnect: () => emitter.emit('disconnect'),
  }))
}

/** The key of a chain's test account, made at its first use. Of two pages that make one, the first wins. */
async function keyOf(chainId: number, generate: () => Hash): Promise<Hash> {
  const transaction = (await store()).transaction('keys', 'readwrite')
  const found = await transaction.store.get(chainId)
  const key = found ?? generate()
  if (found === undefined) await transaction.store.put(key, chainId)
  await transaction.done
  return key
}
