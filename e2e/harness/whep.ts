import type { BrowserContext, Page } from 'playwright-core'
import { openQueue } from '../../node-headless/http/pagequeue.ts'
import { startWhepServer } from '../../node-headless/whep/server.ts'
import type { Reply, WhepAsk } from '../../web/pages/host.ts'

const QUIET = { debug() {}, info() {}, warn() {}, error() {} }

/** What a player has got so far: `sound` is its energy. */
export type Played = { height: number; frames: number; sound: number }

export type Whep = {
  /** Where players find it. */
  url: string
  /** Gives the pages of a context what they get of a headless node. */
  serve(context: BrowserContext): Promise<void>
  close(): Promise<void>
}

/** The WHEP server of a node, without the node. */
export async function openWhep(): Promise<Whep> {
  const queue = openQueue<WhepAsk>()
  const server = await startWhepServer({ host: '127.0.0.1', port: 0, log: QUIET }, queue)
  return {
    url: `http://127.0.0.1:${server.port}/whep`,
    async serve(context) {
      await context.exposeFunction('whepNext', queue.next)
      await context.exposeFunction('whepReply', (reply: Reply) => queue.reply(reply))
      await context.addInitScript({
        content: 'globalThis.millraceHost = { whep: { next: whepNext, reply: whepReply } }',
      })
    },
    close: server.close,
  }
}

/**
 * Plays a stream in a page, which need not be one of ours, as a player does that knows no trickle.
 * @param without a codec that this player does not offer
 * @returns the status, and where it ends or why it is refused
 */
export function play(page: Page, url: string, without = ''): Promise<{ status: number; text: string }> {
  return page.evaluate(
    async ([url, without]) => {
      const pc = new RTCPeerConnection()
      const video = document.createElement('video')
      video.autoplay = true
      document.body.replaceChildren(video)
      Object.assign(globalThis, { player: pc })
      // One stream, of which both are: only so are they played in time with each other.
      pc.ontrack = ({ streams: [played] }) => {
        video.srcObject = played ?? null
      }
      for (const kind of ['video', 'audio']) {
        const transceiver = pc.addTransceiver(kind, { direction: 'recvonly' })
        const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []
        transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType !== without))
      }
      await pc.setLocalDescription(await pc.createOffer())
      if (pc.iceGatheringState !== 'complete') {
        await new Promise<void>(resolve => {
          pc.onicegatheringstatechange = () => {
            if (pc.iceGatheringState === 'complete') resolve()
          }
        })
      }
      const headers = { 'content-type': 'application/sdp' }
      const response = await fetch(url, { method: 'POST', headers, body: pc.localDescription?.sdp ?? '' })
      const { status } = response
      const text = await response.text()
      if (status !== 201) return { status, text }
      await pc.setRemoteDescription({ type: 'answer', sdp: text })
      return { status, text: new URL(response.headers.get('location') ?? '', url).href }
    },
    [url, without] as const,
  )
}

/** Ends as its player would. @returns the status */
export function leave(page: Page, location: string): Promise<number> {
  return page.evaluate(async url => (await fetch(url, { method: 'DELETE' })).status, location)
}

export function played(page: Page): Promise<Played> {
  return page.evaluate(async () => {
    const { player } = globalThis as unknown as { player: RTCPeerConnection }
    const got = { height: 0, frames: 0, sound: 0 }
    for (const report of (await player.getStats()).values()) {
      if (report.type !== 'inbound-rtp') continue
      if (report.kind === 'audio') got.sound = report.totalAudioEnergy ?? 0
      else {
        got.height = report.frameHeight ?? 0
        got.frames = report.framesDecoded ?? 0
      }
    }
    return got
  })
}

/** What the player shows now, as a data URL. */
export function shownPicture(page: Page): Promise<string> {
  return page.evaluate(() => {
    const video = document.querySelector('video') as HTMLVideoElement
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    return canvas.toDataURL('image/png')
  })
}

export function connectionState(page: Page): Promise<string> {
  return page.evaluate(() => (globalThis as unknown as { player: RTCPeerConnection }).player.connectionState)
}
