import type { Page } from 'playwright-core'
import { createWalletClient, type Hex, hexToBigInt, http, isHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

type Request = { method: string; params?: unknown[] }
type Answer = { result: unknown } | { error: { code: number; message: string; data?: unknown } }

export type Wallet = {
  address: Hex
  /** What the wallet was asked to confirm, oldest first. */
  prompts: string[]
  /** Rejects what it is asked next, as a person does who presses Cancel. */
  rejectNext(): void
  /** Moves the wallet to a chain, as a person does in its menu. */
  switchTo(chainId: number): Promise<void>
}

const PROMPTS = ['eth_requestAccounts', 'eth_sendTransaction', 'personal_sign', 'wallet_switchEthereumChain']
const REJECTED = { code: 4001, message: 'User rejected the request.' }

/**
 * A wallet with one account that a page discovers by EIP-6963. It signs here, for real, and sends to the chain;
 * it stays as it is when the page is reloaded. To be called before the page is opened.
 */
export async function giveWallet(
  page: Page,
  { key, rpc, chainId, name }: { key: Hex; rpc: string; chainId: number; name: string },
): Promise<Wallet> {
  const account = privateKeyToAccount(key)
  const client = createWalletClient({ account, transport: http(rpc) })
  const prompts: string[] = []
  let current = chainId
  let connected = false
  let rejecting = false

  async function answer({ method, params = [] }: Request): Promise<unknown> {
    switch (method) {
      case 'eth_requestAccounts':
        connected = true
        return [account.address]
      case 'eth_accounts':
        return connected ? [account.address] : []
      case 'wallet_revokePermissions':
        connected = false
        return null
      case 'eth_chainId':
        return `0x${current.toString(16)}`
      case 'wallet_switchEthereumChain':
        await moveTo(Number((params[0] as { chainId: Hex }).chainId))
        return null
      case 'eth_sendTransaction':
        return client.sendTransaction({ ...fieldsOf(params[0] as Record<string, Hex>), chain: null } as never)
      case 'personal_sign':
        return account.signMessage({ message: { raw: params[0] as Hex } })
      default:
        return client.request({ method, params } as never)
    }
  }

  async function moveTo(next: number): Promise<void> {
    current = next
    const event = new Function('chain', 'globalThis.testWallets[chain.name].emit("chainChanged", chain.id)')
    await page.evaluate(event as (chain: object) => void, { name, id: `0x${next.toString(16)}` })
  }

  async function handle(request: Request): Promise<Answer> {
    if (PROMPTS.includes(request.method) && !(request.method === 'eth_requestAccounts' && connected)) {
      prompts.push(request.method)
      if (rejecting) {
        rejecting = false
        return { error: REJECTED }
      }
    }
    return answer(request).then(
      result => ({ result }),
      (error: { code?: number; message: string; data?: unknown }) => ({
        error: { code: error.code ?? -32603, message: error.message, data: error.data },
      }),
    )
  }

  const binding = `wallet_${name.replaceAll(/\W/g, '')}`
  await page.exposeBinding(binding, (_source, request: Request) => handle(request))
  await page.addInitScript(announce, { name, binding })
  return {
    address: account.address,
    prompts,
    rejectNext() {
      rejecting = true
    },
    switchTo: moveTo,
  }
}

/** A transaction of a page has its numbers in hex. */
function fieldsOf({ value, gas, maxFeePerGas, maxPriorityFeePerGas, to, data }: Record<string, Hex>) {
  const numbers = Object.entries({ value, gas, maxFeePerGas, maxPriorityFeePerGas })
    .filter((entry): entry is [string, Hex] => isHex(entry[1]))
    .map(([field, hex]) => [field, hexToBigInt(hex)])
  return { to, data, ...Object.fromEntries(numbers) }
}

/** Runs in the page, before anything else. */
function announce({ name, binding }: { name: string; binding: string }): void {
  type Listener = (value: unknown) => void
  const listeners = new Map<string, Set<Listener>>()
  const ask = (globalThis as unknown as Record<string, (request: Request) => Promise<Answer>>)[binding]
  const provider = {
    async request(request: Request) {
      const answer = await ask?.(JSON.parse(JSON.stringify(request)))
      if (answer === undefined) throw new Error('the wallet does not answer')
      if ('result' in answer) return answer.result
      throw Object.assign(new Error(answer.error.message), answer.error)
    },
    on(event: string, listener: Listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
    },
    removeListener: (event: string, listener: Listener) => listeners.get(event)?.delete(listener),
    emit(event: string, value: unknown) {
      for (const listener of listeners.get(event) ?? []) listener(value)
    },
  }
  const wallets = globalThis as unknown as { testWallets?: Record<string, typeof provider> }
  wallets.testWallets = { ...wallets.testWallets, [name]: provider }
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="teal" d="M0 0h1v1H0z"/></svg>'
  const detail = Object.freeze({
    info: {
      uuid: '350670db-19fa-4704-a166-e52e178b59d2',
      name,
      icon: `data:image/svg+xml,${encodeURIComponent(picture)}`,
      rdns: `test.${binding.toLowerCase()}`,
    },
    provider,
  })
  const tell = () => dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  addEventListener('eip6963:requestProvider', tell)
  tell()
}
