import { noise } from '@libp2p/noise'
import { yamux } from '@libp2p/yamux'

/** What every node of ours has, whether it only reaches out or is reached as well. */
export const reach = {
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  // The browser's default refuses private addresses and plain ws: a relay at home has both.
  connectionGater: { denyDialMultiaddr: () => false },
}
