import type { Page } from 'playwright-core'

/** What a watch page passes on its way to the first frame, in order. */
export const STATIONS = {
  page: 'the page itself',
  script: 'script loaded and run, up to the first dial',
  relay: 'WebSocket to the relay open',
  stream: 'watch stream to the gateway open, through the relay',
  offer: "the gateway's offer",
  connected: 'ICE and DTLS done',
  control: 'control channel open',
  decoded: 'first frame decoded: carrier chosen, GOP sent',
  drawn: 'first frame drawn',
} as const
export type Station = keyof typeof STATIONS

/** Notes when each is passed, by what every such page must call; runs in the page before its own script. */
function install(): void {
  const scope = globalThis as typeof globalThis & { joinStations?: Record<string, number> }
  const passed: Record<string, number> = {}
  scope.joinStations = passed
  const pass = (station: string) => {
    passed[station] ??= performance.now()
  }
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  addEventListener('load', () => {
    passed.page = navigation?.responseEnd ?? 0
  })
  scope.WebSocket = class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols)
      pass('script')
      this.addEventListener('open', () => pass('relay'))
    }
  }
  scope.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      pass('stream')
      this.addEventListener('connectionstatechange', () => pass(this.connectionState))
    }
    override setRemoteDescription(description: RTCSessionDescriptionInit) {
      pass('offer')
      return super.setRemoteDescription(description)
    }
    override createDataChannel(label: string, options?: RTCDataChannelInit) {
      const channel = super.createDataChannel(label, options)
      channel.addEventListener('open', () => pass(label))
      return channel
    }
  }
}

/** Call before the page is opened. tsx names functions by a helper that pages lack. */
export async function noteStations(page: Page): Promise<void> {
  await page.addInitScript({ content: `(() => { const __name = each => each; (${install})() })()` })
}

/** ms from the opening of the page. */
export async function readStations(page: Page): Promise<{ opened: number; passed: Record<string, number> }> {
  const [opened, passed] = await page.evaluate<[number, Record<string, number>]>(
    '[performance.timeOrigin, globalThis.joinStations]',
  )
  return { opened, passed }
}
