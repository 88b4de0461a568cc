import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { MillraceError } from '../protocol/errors.ts'

/** @throws MillraceError bad-input when an address is no multiaddr or names no peer */
export function parseRelay(address: string): Multiaddr {
  try {
    const parsed = multiaddr(address)
    if (parsed.getComponents().some(({ name }) => name === 'p2p')) return parsed
  } catch {}
  throw new MillraceError('bad-input', `No relay address: ${address}`, {
    hint: 'It looks like /dns4/relay.example/tcp/443/wss/p2p/12D3Koo...',
    docs: 'no-relay-answers',
  })
}
