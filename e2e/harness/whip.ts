import type { BrowserContext, Page } from 'playwright-core'
import { openQueue } from '../../node-headless/http/pagequeue.ts'
import { startWhipServer } from '../../node-headless/whip/server.ts'
import type { Reply, WhipAsk } from '../../web/pages/host.ts'

const KEY = 'the-key-of-the-tests'
const QUIET = { debug() {}, info() {}, warn() {}, error() {} }

export type Whip = {
  /** Gives the pages of a context what they get of a headless node. */
  serve(context: BrowserContext): Promise<void>
  /** Publishes what moves on a canvas of this size, and a tone, from a page of any origin. @returns where it ends */
  publish(page: Page, width: number, height: number): Promise<string>
  /** Ends as its publisher would. @returns the status */
  end(page: Page, location: string): Promise<number>
  close(): Promise<void>
}

/** The WHIP server of a node, without the node. */
export async function openWhip(): Promise<Whip> {
  const queue = openQueue<WhipAsk>()
  const server = await startWhipServer({ host: '127.0.0.1', port: 0, key: KEY, log: QUIET }, queue)
  const url = `http://127.0.0.1:${server.port}/whip`
  const authorization = `Bearer ${KEY}`

  return {
    async serve(context) {
      await context.exposeFunction('whipNext', queue.next)
      await context.exposeFunction('whipReply', (reply: Reply) => queue.reply(reply))
      await context.addInitScript({
        content: 'globalThis.millraceHost = { whip: { next: whipNext, reply: whipReply } }',
      })
    },
    publish: (page, width, height) => page.evaluate(publish, { url, authorization, width, height }),
    end: (page, location) =>
      page.evaluate(
        async ([url, authorization]) => {
          const response = await fetch(url, { method: 'DELETE', headers: { authorization } })
          return response.status
        },
        [new URL(location, url).href, authorization] as const,
      ),
    close: server.close,
  }
}

type Published = { url: string; authorization: string; width: number; height: number }

/** In the page: as a WHIP client does that knows no trickle. */
async function publish({ url, authorization, width, height }: Published): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const picture = canvas.getContext('2d')
  let count = 0
  setInterval(() => {
    count += 1
    if (picture === null) return
    picture.fillStyle = '#247'
    picture.fillRect(0, 0, width, height)
    picture.fillStyle = '#fc0'
    picture.fillRect((count * 4) % width, height / 4, height / 2, height / 2)
  }, 33)
  const audio = new AudioContext()
  const heard = audio.createMediaStreamDestination()
  const tone = new OscillatorNode(audio)
  tone.connect(heard)
  tone.start()
  const pc = new RTCPeerConnection()
  for (const track of [...canvas.captureStream(30).getTracks(), ...heard.stream.getTracks()])
    pc.addTransceiver(track, { direction: 'sendonly' })
  await pc.setLocalDescription(await pc.createOffer())
  if (pc.iceGatheringState !== 'complete') {
    await new Promise<void>(resolve => {
      pc.onicegatheringstatechange = () => {
        if (pc.iceGatheringState === 'complete') resolve()
      }
    })
  }
  const headers = { authorization, 'content-type': 'application/sdp' }
  const response = await fetch(url, { method: 'POST', headers, body: pc.localDescription?.sdp ?? '' })
  const text = await response.text()
  if (response.status !== 201) throw new Error(`${response.status}: ${text}`)
  await pc.setRemoteDescription({ type: 'answer', sdp: text })
  return response.headers.get('location') ?? ''
}
