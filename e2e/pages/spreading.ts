import type { Network } from '../../web/network/types.ts'
import { unmeasured } from '../../web/pages/contribute/unmeasured.ts'
import type { Benchmark } from '../../web/transcode/types.ts'

/** What a machine says that encodes so many seconds of the reference ladder per second. */
export async function paced(realtime: number): Promise<Benchmark> {
  const { codecs, ...rest } = await unmeasured(1)
  return { ...rest, codecs: codecs.map(codec => ({ ...codec, realtime })) }
}

/** Resolves when all of these have offered their work. */
export function heard(network: Network, peers: string[]): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      const offering = network.offers().map(({ peer }) => peer)
      if (peers.every(peer => offering.includes(peer))) resolve()
    }
    network.onchange(look)
    look()
  })
}
