/** Candidates that are not found by then are done without, ms. */
const GATHER_MS = 3000

/** Resolves when a connection's own description has all candidates. */
export function gathered(pc: RTCPeerConnection): Promise<void> {
  if (pc.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise(resolve => {
    pc.onicegatheringstatechange = () => {
      if (pc.iceGatheringState === 'complete') resolve()
    }
    setTimeout(resolve, GATHER_MS)
  })
}
