import type { Stream } from '../../gateway/types.ts'
import type { Network } from '../../network/types.ts'
import type { Fault, FaultKind } from '../../protocol/faults.ts'

const RELAY_MS = 2000
const RPC_MS = 10_000

/** What can be made to fail. */
export type Victims = {
  stream: Stream
  network: Network
  /** Of the chain's RPC; absent where the page has no chain. */
  leaveRpc: ((ms: number) => void) | undefined
}

/** Makes something fail now. */
export function simulate(kind: FaultKind, { stream, network, leaveRpc }: Victims): void {
  if (kind === 'relay-restart') network.leaveRelays(RELAY_MS)
  else if (kind === 'rpc-loss') leaveRpc?.(RPC_MS)
  else if (kind === 'gateway-reload') location.reload()
  else stream.simulate(kind)
}

/** Makes a plan of faults come true, from when the stream is live. */
export function simulateAll(faults: Fault[], victims: Victims): void {
  const { stream } = victims
  const timers: ReturnType<typeof setTimeout>[] = []
  const forget = stream.onchange(() => {
    const { state } = stream.snapshot()
    if (state === 'live' && timers.length === 0) {
      for (const { kind, after } of faults) timers.push(setTimeout(simulate, after, kind, victims))
    }
    if (state === 'ended' || state === 'failed') {
      for (const timer of timers) clearTimeout(timer)
      forget()
    }
  })
}
