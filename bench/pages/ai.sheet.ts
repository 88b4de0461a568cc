import { type Drawn, drawFace } from '../../e2e/pages/face.ts'
import type { EffectKind } from '../../web/protocol/effects.ts'
import type { AiBench } from './ai.worker.ts'

const WIDTH = 480
const HEIGHT = 270
const TITLE = 30

/** A picture that a person can look at: what each effect makes of moments of a film, one below the other. */
export async function drawSheet(
  film: string,
  seconds: number[],
  effects: readonly EffectKind[],
  apply: AiBench['apply'],
): Promise<string> {
  const moments = await momentsOf(film, seconds)
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH * (effects.length + 1)
  canvas.height = TITLE + HEIGHT * moments.length
  const context = canvas.getContext('2d') as CanvasRenderingContext2D
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = 'white'
  context.font = '18px sans-serif'
  for (const [column, name] of ['Source', ...effects.map(({ name }) => name)].entries())
    context.fillText(name, column * WIDTH + 8, 21)
  for (const [row, moment] of moments.entries()) {
    const top = TITLE + row * HEIGHT
    context.drawImage(moment, 0, top, WIDTH, HEIGHT)
    for (const [column, { id }] of effects.entries()) {
      const made = await apply(id, await createImageBitmap(moment))
      context.drawImage(made, (column + 1) * WIDTH, top, WIDTH, HEIGHT)
    }
  }
  return canvas.toDataURL('image/jpeg', 0.85)
}

/** Faces as they are drawn for the avatar. */
const FACES: readonly Drawn[] = [
  { middle: 0.5, tilt: 0, open: 0, look: [0.022, 0] },
  { middle: 0.42, tilt: -0.35, open: 0.6 },
  { middle: 0.58, tilt: 0.3, open: 1, look: [-0.022, 0] },
]

/** Drawn faces, and what the avatar does when it sees them. */
export async function drawAvatars(apply: AiBench['apply']): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH * FACES.length
  canvas.height = 2 * HEIGHT
  const context = canvas.getContext('2d') as CanvasRenderingContext2D
  for (const [column, face] of FACES.entries()) {
    const pixels = new Uint8ClampedArray(drawFace({ width: 2 * WIDTH, height: 2 * HEIGHT }, face))
    const drawn = await createImageBitmap(new ImageData(pixels, 2 * WIDTH))
    context.drawImage(drawn, column * WIDTH, 0, WIDTH, HEIGHT)
    context.drawImage(await apply('avatar', drawn), column * WIDTH, HEIGHT, WIDTH, HEIGHT)
  }
  return canvas.toDataURL('image/jpeg', 0.85)
}

/** Side of a picture of words, of those in a row, and of what is written below each. */
const DRAWN = 256
const ACROSS = 4
const BELOW = 40

/** Pictures of texts, each above its own. */
export async function drawPictures(
  texts: readonly string[],
  imagine: AiBench['imagine'],
): Promise<{ ms: number[]; sheet: string }> {
  const canvas = document.createElement('canvas')
  canvas.width = DRAWN * ACROSS
  canvas.height = (DRAWN + BELOW) * Math.ceil(texts.length / ACROSS)
  const context = canvas.getContext('2d') as CanvasRenderingContext2D
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = 'white'
  context.font = '15px sans-serif'
  const times: number[] = []
  for (const [index, text] of texts.entries()) {
    const { bitmap, ms } = await imagine(text, index)
    const [x, y] = [(index % ACROSS) * DRAWN, Math.floor(index / ACROSS) * (DRAWN + BELOW)]
    context.drawImage(bitmap, x, y, DRAWN, DRAWN)
    context.fillText(text, x + 6, y + DRAWN + 24, DRAWN - 12)
    times.push(ms)
  }
  return { ms: times, sheet: canvas.toDataURL('image/jpeg', 0.85) }
}

async function momentsOf(film: string, seconds: number[]): Promise<ImageBitmap[]> {
  const video = document.createElement('video')
  video.muted = true
  video.src = film
  const moments: ImageBitmap[] = []
  for (const second of seconds) {
    video.currentTime = second
    await new Promise((resolve, reject) => {
      video.onseeked = resolve
      video.onerror = reject
    })
    moments.push(
      await createImageBitmap(video, { resizeWidth: 640, resizeHeight: 360, resizeQuality: 'high' }),
    )
  }
  return moments
}
