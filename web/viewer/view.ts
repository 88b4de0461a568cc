import { createBoxes } from './boxes.ts'
import { createCaptions } from './captions.ts'
import { type Actions, createControls } from './controls.ts'
import { make } from './dom.ts'
import { belongsToControl, keyAction } from './keys.ts'
import { LOOK } from './look.ts'
import { createFigureBoard, createStatus } from './overlay.ts'
import type { Pictures } from './pictures.ts'
import { toggleFloating } from './pip.ts'
import type { Player, PlayerSnapshot, PlayerState } from './types.ts'

/** The bar leaves when nothing was touched for so long. */
const IDLE_MS = 3000

/** What `<millrace-watch>` shows: the picture, why nothing moves, figures, and the bar. */
export type View = {
  canvas: HTMLCanvasElement
  /** Puts a video in the place of the canvas. @param text says why beside it; empty: there is nothing to say */
  useVideo(text: string): HTMLVideoElement
  /** Takes it away again. */
  useCanvas(): void
  /** Shows them along the timeline, and one of them until there is a picture. */
  usePictures(pictures: Pictures): void
  /** Shows how the player does, as soon as there is one. */
  bind(player: Player): void
  /** Shows a state that no player is behind. */
  show(state: PlayerState, reason: string): void
  setControls(shown: boolean): void
  /** Takes a key press. */
  press(event: KeyboardEvent): void
  close(): void
}

/** @param retry begins anew after a failure */
export function createView(host: HTMLElement, root: ShadowRoot, retry: () => void): View {
  let player: Player | undefined
  let pictures: Pictures | undefined
  let unbind = () => {}
  let idle: ReturnType<typeof setTimeout> | undefined
  /** Whoever muted it needs no offer to undo that. */
  let silenced = false

  const canvas = make('canvas', { part: 'picture', role: 'img', ariaLabel: 'Live video' })
  let picture: HTMLCanvasElement | HTMLVideoElement = canvas
  const note = make('p', { className: 'note', part: 'note', hidden: true })
  const figures = createFigureBoard()
  const captions = createCaptions()
  const boxes = createBoxes()
  const watchAgain = () => {
    const { from } = player?.snapshot().timeline ?? {}
    if (from !== undefined) player?.seek(from)
  }
  const status = createStatus(retry, watchAgain)
  const actions: Actions = {
    togglePlay() {
      const { state, paused } = player?.snapshot() ?? {}
      if (state === 'ended') watchAgain()
      else if (paused) player?.play()
      else player?.pause()
    },
    toggleMuted() {
      silenced = player?.snapshot().muted === false
      player?.setMuted(silenced)
    },
    setVolume(volume) {
      player?.setVolume(volume)
      if (volume > 0) player?.setMuted(false)
    },
    select: quality => player?.select(quality),
    jumpToLive() {
      if (player?.snapshot().timeline?.ended) return
      player?.play()
      player?.jumpToLive()
    },
    seek: at => player?.seek(at),
    pictureAt: async at => pictures?.at(at),
    skip(seconds) {
      const { at, timeline } = player?.snapshot() ?? {}
      if (at !== undefined && timeline !== undefined) player?.seek(at + seconds * 1000)
      else if (seconds > 0) actions.jumpToLive()
    },
    toggleFigures() {
      figures.root.hidden = !figures.root.hidden
      update()
    },
    toggleCaptions() {
      captions.toggle()
      update()
    },
    toggleBoxes() {
      boxes.toggle()
      update()
    },
    toggleFloating: () => void toggleFloating(picture).catch(warn),
    toggleFullscreen() {
      const done = document.fullscreenElement ? document.exitFullscreen() : host.requestFullscreen()
      done.catch(warn)
    },
  }
  const controls = createControls(actions)
  const unmute = make(
    'button',
    { type: 'button', className: 'unmute', hidden: true, onclick: actions.toggleMuted },
    'Tap for sound',
  )
  const stage = make('div', { className: 'stage', tabIndex: 0, role: 'region', ariaLabel: 'Live stream' })
  stage.append(canvas, boxes.root, captions.root, status.root, note, figures.root, unmute, controls.root)
  root.replaceChildren(make('style', {}, LOOK), stage)

  const update = () => {
    const snapshot = player?.snapshot()
    if (snapshot === undefined) return
    status.follow(snapshot)
    captions.update(snapshot)
    boxes.update(snapshot)
    controls.update(snapshot, { captions: captions.shown(), boxes: boxes.shown() })
    figures.update(snapshot)
    unmute.hidden = !snapshot.muted || silenced || !isHeard(snapshot)
    if (snapshot.stats.frames > 0) stage.style.removeProperty('--poster')
    if (!moving()) awake()
    if (snapshot.info) stage.ariaLabel = `Live stream: ${snapshot.info.title}`
  }
  const moving = () => {
    const snapshot = player?.snapshot()
    return snapshot?.state === 'playing' && !snapshot.paused
  }
  const awake = () => {
    stage.classList.remove('idle')
    clearTimeout(idle)
    idle = setTimeout(() => stage.classList.toggle('idle', moving()), IDLE_MS)
  }
  stage.onpointermove = stage.onpointerdown = stage.onfocus = awake
  canvas.ondblclick = actions.toggleFullscreen
  const press = (event: KeyboardEvent) => {
    awake()
    if (belongsToControl(event)) return
    const action = keyAction(event.key, actions, player?.snapshot().volume ?? 1)
    if (action === undefined) return
    event.preventDefault()
    action()
  }
  stage.onkeydown = press
  document.addEventListener('fullscreenchange', update)
  status.show('connecting', '')
  awake()

  return {
    canvas,
    useVideo(text) {
      const video = make('video', { part: 'picture', ariaLabel: 'Video' })
      video.ondblclick = actions.toggleFullscreen
      // Until there is a picture of it the last one stays.
      video.onloadeddata = () => {
        canvas.hidden = picture !== canvas
      }
      if (picture !== canvas) picture.remove()
      canvas.after(video)
      picture = video
      note.textContent = text
      note.hidden = text === ''
      return video
    },
    useCanvas() {
      if (picture !== canvas) picture.remove()
      picture = canvas
      canvas.hidden = false
    },
    usePictures(next) {
      pictures = next
      stage.style.setProperty('--poster', `url("${next.poster}")`)
    },
    bind(next) {
      unbind()
      player = next
      silenced = next.snapshot().muted
      unbind = next.onchange(update)
      update()
    },
    show: status.show,
    setControls(shown) {
      controls.root.hidden = !shown
    },
    press,
    close() {
      unbind()
      clearTimeout(idle)
      document.removeEventListener('fullscreenchange', update)
      root.replaceChildren()
    },
  }
}

/** Over HLS it is known with the first sound only: there it is taken for granted. */
function isHeard({ info, stats }: PlayerSnapshot): boolean {
  return info?.audio !== undefined || stats.carrier === 'hls'
}

function warn(thrown: unknown): void {
  console.warn('The browser refused:', thrown instanceof Error ? thrown.message : thrown)
}
