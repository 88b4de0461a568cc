import {
  type Config,
  connect,
  createConfig,
  createStorage,
  disconnect,
  getConnection,
  getConnectorClient,
  reconnect,
  switchChain,
  watchConnection,
  watchConnectors,
} from '@wagmi/core'
import { type Account, type Chain, type Client, http, type Transport } from 'viem'
import { toViem } from './chains.ts'
import { toChainError, walletError } from './errors.ts'
import { NODE_ACCOUNT, nodeAccount } from './nodeaccount.ts'
import { TEST_ACCOUNT, testAccount } from './testaccount.ts'
import type { NodeAccount, Place, WalletChoice, WalletState } from './types.ts'

/** Signs as the connected account. Pages pass it on. */
export type Signer = Client<Transport, Chain | undefined, Account>

export type Wallet = {
  state(): WalletState
  /** Called with the state now and whenever it changes. @returns stops it */
  watch(onstate: (state: WalletState) => void): () => void
  /** Asks a wallet for its account. @throws MillraceError rejected, no-wallet, timeout ... */
  connect(choice: string): Promise<void>
  disconnect(): Promise<void>
  /** Asks the wallet to go to the page's chain, and adds the chain to it if need be. */
  switchChain(): Promise<void>
  /** @throws MillraceError no-wallet when none is connected, wrong-chain */
  signer(): Promise<Signer>
  close(): void
}

/**
 * Finds the wallets of this browser, and takes up the one that was connected before. Never prompts by itself.
 * @param account of the headless node around the page, if there is one: it is connected at once
 */
export function openWallet(place: Place, account?: NodeAccount): Wallet {
  const chain = toViem(place)
  const config: Config = createConfig({
    chains: [chain],
    connectors: [
      ...(account ? [nodeAccount(place, account)] : []),
      ...(place.local ? [testAccount(place)] : []),
    ],
    transports: { [chain.id]: http(place.rpc) },
    storage: createStorage({ key: `millrace-${chain.id}`, storage: localStorage }),
  })
  const listeners = new Set<(state: WalletState) => void>()
  const tell = () => {
    for (const listener of listeners) listener(stateOf(config, place))
  }
  const stops = [
    watchConnection(config, { onChange: tell }),
    watchConnectors(config, {
      onChange() {
        tell()
        // A wallet may announce itself late.
        void takeUp(config)
      },
    }),
  ]
  void takeUp(config)

  return {
    state: () => stateOf(config, place),
    watch(onstate) {
      listeners.add(onstate)
      onstate(stateOf(config, place))
      return () => listeners.delete(onstate)
    },
    connect: choice =>
      plainly(async () => {
        const connector = config.connectors.find(({ id }) => id === choice)
        if (connector === undefined) throw walletError('none')
        if (connector.uid !== config.state.current) await connect(config, { connector })
      }),
    disconnect: () =>
      plainly(async () => {
        await disconnect(config)
        await config.storage?.removeItem('recentConnectorId')
      }),
    switchChain: () =>
      plainly(async () => {
        await switchChain(config, { chainId: chain.id })
      }),
    signer: () =>
      plainly(async () => {
        const { connector } = getConnection(config)
        if (connector === undefined) throw walletError('none')
        // What the wallet says now counts, whatever it announced.
        if ((await connector.getChainId()) !== chain.id) throw walletError('elsewhere')
        return getConnectorClient(config, { connector, chainId: chain.id })
      }),
    close() {
      for (const stop of stops) stop()
      listeners.clear()
    },
  }
}

/** Connects the wallet that was connected last, if it is here and still lets us, without asking. */
async function takeUp(config: Config): Promise<void> {
  if (getConnection(config).status !== 'disconnected') return
  const node = config.connectors.find(({ id }) => id === NODE_ACCOUNT)
  const recent = await config.storage?.getItem('recentConnectorId')
  const connector = node ?? config.connectors.find(({ id }) => id === recent)
  // Without its account the page is as usable as before; the owner can connect by hand.
  if (connector) await reconnect(config, { connectors: [connector] }).catch(() => {})
}

function stateOf(config: Config, place: Place): WalletState {
  const { status, address, chainId, connector } = getConnection(config)
  const connected = status === 'connected'
  return {
    choices: config.connectors.map(toChoice).sort((one, other) => Number(one.test) - Number(other.test)),
    status: connected || status === 'disconnected' ? status : 'connecting',
    choice: connector?.id,
    account: connected ? address : undefined,
    wrongChain: connected && chainId !== place.chainId,
  }
}

function toChoice({ id, name, icon }: Config['connectors'][number]): WalletChoice {
  return { id, name, icon: icon?.trim(), test: id === TEST_ACCOUNT }
}

async function plainly<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    throw toChainError(error)
  }
}
