import { startDialer } from '../network/dialer.ts'
import type { Dialer } from '../network/types.ts'
import { toError } from '../protocol/errors.ts'
import type { Cue } from '../protocol/schema.ts'
import { parseWatchLink } from '../protocol/sharelink.ts'
import { canConnect, hasNoWay } from './fallback.ts'
import { openPictures } from './pictures.ts'
import { startPlayer } from './player.ts'
import { withTimeshift } from './timeshift.ts'
import type { HlsStart, Player, PlayerSnapshot } from './types.ts'
import { createView, type View } from './view.ts'
import { watchWindow } from './window.ts'

const HLS_NOTE = 'Over HLS, some seconds behind: the direct way is not taken.'
const QUALITY = /^(auto|\d{2,4}p)$/

/**
 * `<millrace-watch src="<share link>" muted quality="auto" controls>` plays a stream on any page.
 *
 * Attributes: `src`, `muted`, `controls`, `quality` (auto, 720p, ...), `visible` ("false": nobody sees it, the
 * smallest rung will do; without it the element looks itself). Events: `statechange`, `qualitychange`, `statschange`
 * with the snapshot as detail, `cue` with what belongs to the picture from now on (a caption, or something that is
 * seen: kind, text, score, box), and `error` with a message. Works without cross-origin isolation.
 */
export class MillraceWatch extends HTMLElement {
  static readonly observedAttributes = ['src', 'muted', 'quality', 'controls', 'visible']

  /** Used instead of a node of the element's own; it is not closed with the element. Set it before `src`. */
  network: Dialer | undefined
  rtcConfiguration: RTCConfiguration = { iceServers: [] }
  /** Plays over HLS where there is no direct way and the link names an address. Set it before `src`. */
  hls: (() => Promise<HlsStart>) | undefined
  /** Takes HLS at once where the link names an address. */
  preferHls = false
  readonly #root = this.attachShadow({ mode: 'open' })
  #running: { view: View; player: Player | undefined; close: () => void } | undefined

  /** The player at work, for everything that attributes do not say. */
  get player(): Player | undefined {
    return this.#running?.player
  }

  /** How it stands; undefined while nothing plays. */
  get snapshot(): PlayerSnapshot | undefined {
    return this.player?.snapshot()
  }

  /** Lets the player take a key that was pressed elsewhere on its page. */
  press(event: KeyboardEvent): void {
    this.#running?.view.press(event)
  }

  connectedCallback(): void {
    this.#restart()
  }

  disconnectedCallback(): void {
    this.#running?.close()
    this.#running = undefined
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now) return
    if (name === 'src') this.#restart()
    else if (name === 'muted') this.player?.setMuted(now !== null)
    else if (name === 'quality') this.player?.select(this.#quality())
    else if (name === 'controls') this.#running?.view.setControls(now !== null)
    else this.#applyVisible()
  }

  #restart(): void {
    this.#running?.close()
    const view = createView(this, this.#root, () => this.#restart())
    const abort = new AbortController()
    const running = {
      view,
      player: undefined as Player | undefined,
      close() {
        abort.abort()
        running.player?.close()
        view.close()
      },
    }
    this.#running = running
    view.setControls(this.hasAttribute('controls'))
    this.#start(view, abort.signal).catch(thrown => {
      if (abort.signal.aborted) return
      const { message, hint } = toError(thrown)
      view.show('failed', [message, hint].filter(Boolean).join(' '))
      this.#tell('error', message)
    })
  }

  async #start(view: View, signal: AbortSignal): Promise<void> {
    const src = this.getAttribute('src')
    if (src === null) return view.show('waiting', 'No stream is chosen yet.')
    const { hls, ...target } = parseWatchLink(src)
    const options = {
      muted: this.hasAttribute('muted'),
      volume: 1,
      quality: this.#quality(),
      rtcConfiguration: this.rtcConfiguration,
    }
    this.#watchVisible(signal)
    const direct = async () => {
      const network = await this.#connect(target.relays, signal)
      if (signal.aborted) return undefined
      const live = startPlayer(network, { ...target, addresses: target.relays }, view.canvas, options)
      const player = hls === undefined || this.hls === undefined ? live : this.#withPast(live, hls, view)
      this.#use(player, view)
      return player
    }
    if (hls === undefined || this.hls === undefined) return void (await direct())
    view.usePictures(openPictures(hls))
    if (!this.preferHls && canConnect()) {
      const player = await direct().catch(() => undefined)
      if (player !== undefined) await hasNoWay(player, signal)
      player?.close()
    }
    const start = await this.hls()
    if (!signal.aborted) this.#use(start(view.useVideo(HLS_NOTE), hls, options), view)
  }

  /** What the node keeps of the stream is played over the live picture. */
  #withPast(live: Player, address: string, view: View): Player {
    const { rtcConfiguration } = this
    const kept = watchWindow(address)
    return withTimeshift(live, kept, {
      open: async (options, start) => {
        const startHls = (await this.hls?.()) as HlsStart
        return startHls(view.useVideo(''), address, { ...options, rtcConfiguration }, start)
      },
      close: view.useCanvas,
    })
  }

  #use(player: Player, view: View): void {
    if (this.#running) this.#running.player = player
    view.bind(player)
    this.#applyVisible()
    this.#announce(player)
  }

  /** The node given, or one of its own that lives as long as this start. */
  async #connect(relays: string[], signal: AbortSignal): Promise<Dialer> {
    if (this.network !== undefined) return this.network
    const network = await startDialer(relays)
    const close = () => void network.close()
    if (signal.aborted) close()
    else signal.addEventListener('abort', close, { once: true })
    return network
  }

  #announce(player: Player): void {
    let before = player.snapshot()
    player.onchange(() => {
      const now = player.snapshot()
      if (now.state !== before.state) this.#tell('statechange', now)
      if (now.track !== before.track || now.quality !== before.quality) this.#tell('qualitychange', now)
      if (now.state === 'failed' && before.state !== 'failed') this.#tell('error', now.reason)
      for (const cue of now.cues) if (!before.cues.includes(cue)) this.#tell('cue', cue)
      this.#tell('statschange', now)
      before = now
    })
  }

  #tell(type: string, detail: PlayerSnapshot | Cue | string): void {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }

  #quality(): string {
    const quality = this.getAttribute('quality') ?? 'auto'
    if (QUALITY.test(quality)) return quality
    console.warn(`<millrace-watch> knows no quality "${quality}": it takes "auto".`)
    return 'auto'
  }

  #applyVisible(): void {
    const hint = this.getAttribute('visible')
    if (hint !== null && hint !== 'true' && hint !== 'false') {
      console.warn(`<millrace-watch visible="${hint}"> is neither "true" nor "false": it is taken as "true".`)
    }
    this.player?.setVisible(hint !== 'false')
  }

  #watchVisible(signal: AbortSignal): void {
    const observer = new IntersectionObserver(entries => {
      if (!this.hasAttribute('visible')) this.player?.setVisible(entries.at(-1)?.isIntersecting ?? true)
    })
    observer.observe(this)
    signal.addEventListener('abort', () => observer.disconnect(), { once: true })
  }
}

/** Makes `<millrace-watch>` known to the page. Twice does no harm. */
export function defineElement(): void {
  if (customElements.get('millrace-watch') === undefined)
    customElements.define('millrace-watch', MillraceWatch)
}
