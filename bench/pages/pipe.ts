/** One end of a bare data channel between two pages: the least that moving the same bytes costs. */
const pc = new RTCPeerConnection({ iceServers: [] })
const channel = pc.createDataChannel('bytes', { negotiated: true, id: 0 })
let messages = 0

const gathered = () =>
  new Promise<void>(resolve => {
    const check = () => {
      if (pc.iceGatheringState === 'complete') resolve()
    }
    pc.onicegatheringstatechange = check
    check()
  })

const pipe = {
  /** Takes the other side's description where there is one. @returns this side's, with all its candidates */
  async describe(remote?: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
    if (remote !== undefined) await pc.setRemoteDescription(remote)
    await pc.setLocalDescription()
    await gathered()
    return { type: pc.localDescription?.type ?? 'offer', sdp: pc.localDescription?.sdp ?? '' }
  },
  accept: (answer: RTCSessionDescriptionInit) => pc.setRemoteDescription(answer),
  open: () =>
    new Promise<void>(resolve => {
      if (channel.readyState === 'open') resolve()
      else channel.onopen = () => resolve()
    }),
  /** Sends a message of so many bytes so often a second. */
  send(size: number, framerate: number) {
    setInterval(() => channel.send(new Uint8Array(size)), 1000 / framerate)
  },
  /** Answers each message with one of each size. */
  answer(sizes: number[]) {
    channel.onmessage = () => {
      messages += 1
      for (const size of sizes) channel.send(new Uint8Array(size))
    }
  },
  messages: () => messages,
}

declare global {
  interface Window {
    pipe: typeof pipe
  }
}

window.pipe = pipe

export {}
