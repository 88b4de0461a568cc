import { expose } from 'comlink'
import { drawFace } from '../../e2e/pages/face.ts'
import { type Effect, openEffect } from '../../web/ai/effect.ts'
import { toFrame, toI420 } from '../../web/ai/frame.ts'
import { type Imagine, openImagine } from '../../web/ai/imagine.ts'
import { findModel, loadModel } from '../../web/ai/load.ts'
import type { Pixels } from '../../web/ai/picture.ts'
import { startSession } from '../../web/ai/session.ts'
import { planesOf } from '../../web/ask/clip.ts'
import { farthestPlanes } from '../../web/ask/imagined.ts'
import { encodeClip } from '../../web/codec/clip.ts'
import { clipTime, joinClip } from '../../web/protocol/clip.ts'
import type { EffectId } from '../../web/protocol/effects.ts'
import { IMAGINE_SIDE } from '../../web/protocol/imagine.ts'
import { readWords } from '../../web/protocol/imaginewords.ts'

/** Height and width of what is tried on a GPU that is a program. */
const SMALL = 32

// The runtime asks for as many threads as there are cores.
Object.defineProperty(navigator, 'hardwareConcurrency', { value: Number(self.name) || 1 })

let effect: Effect | undefined
let source: VideoFrame | undefined
let drawing: Promise<Imagine> | undefined

const bench = {
  /** Readies an effect and a frame of waves, as after a decoder; the avatar has a face to follow. */
  async open(id: EffectId, width: number, height: number): Promise<void> {
    effect = await openEffect(id)
    const planes = Uint8Array.from({ length: width * height * 1.5 }, (_, index) => (index * 7) % 200)
    const size = { codedWidth: width, codedHeight: height, timestamp: 0 }
    source =
      id === 'avatar'
        ? new VideoFrame(drawFace({ width, height }, { middle: 0.5, tilt: 0, open: 0 }), {
            format: 'RGBA',
            ...size,
          })
        : new VideoFrame(planes, { format: 'I420', ...size })
  },

  /** Applies it again and again. @returns ms of each */
  async run(frames: number): Promise<number[]> {
    const times: number[] = []
    for (let index = 0; index < frames; index += 1) {
      const began = performance.now()
      const made = await effect?.apply(source as VideoFrame, 1)
      made?.close()
      times.push(performance.now() - began)
    }
    return times
  },

  /** By how much WebGPU and WebAssembly differ on small inputs, beside the largest value, or 1. */
  async difference(id: string): Promise<number> {
    const model = findModel(id)
    const bytes = await loadModel(model)
    const inputs = model.inputs.map(({ name, shape: dimensions }) => {
      const shape = dimensions.map(size => (typeof size === 'number' ? size : SMALL))
      const length = shape.reduce((product, size) => product * size, 1)
      return [
        name,
        { data: Float32Array.from({ length }, (_, index) => Math.sin(index / 7) ** 2), shape },
      ] as const
    })
    const run = async (provider: 'wasm' | 'webgpu') => {
      const session = await startSession(model, bytes, provider, 'webgpu')
      const outputs = await session.run(Object.fromEntries(inputs))
      await session.close()
      return Object.values(outputs).flatMap(output => [...output.data])
    }
    const [cpu, gpu] = [await run('wasm'), await run('webgpu')]
    const most = (values: number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    return most(cpu.map((value, index) => value - (gpu[index] ?? Number.NaN))) / Math.max(1, most(cpu))
  },

  /** Draws a picture of words. @param seed whole number */
  async imagine(text: string, seed: number): Promise<{ bitmap: ImageBitmap; ms: number }> {
    drawing ??= openImagine()
    const { imagine } = await drawing
    const began = performance.now()
    const { data } = await imagine(readWords(text).slots, seed)
    const ms = performance.now() - began
    const image = new ImageData(new Uint8ClampedArray(data), IMAGINE_SIDE)
    return { bitmap: await createImageBitmap(image), ms }
  },

  /**
   * Makes a clip of words, as an orchestrator does.
   * @returns ms of all, bytes, and by how much encoding changed a square at the most, as checks see it
   */
  async clip(text: string, seed: number): Promise<{ ms: number; bytes: number; apart: number }> {
    drawing ??= openImagine()
    const paint = (await drawing).film(readWords(text).slots, seed)
    const painted: Pixels[] = []
    const began = performance.now()
    const packets = await encodeClip(async index => {
      const pixels = await paint(index)
      painted.push(pixels)
      const shown = { displayWidth: IMAGINE_SIDE, displayHeight: IMAGINE_SIDE }
      return toFrame(pixels, { timestamp: clipTime(index), duration: clipTime(1), ...shown })
    })
    const ms = performance.now() - began
    const clip = joinClip(packets)
    const given = await planesOf(clip, [...painted.keys()])
    const apart = painted.map((pixels, index) => farthestPlanes(toI420(pixels), given[index] ?? []))
    return { ms, bytes: clip.byteLength, apart: Math.max(...apart) }
  },

  /** What an effect makes of a picture, the given one closed. */
  async apply(id: EffectId, bitmap: ImageBitmap): Promise<ImageBitmap> {
    const effect = await openEffect(id)
    const frame = new VideoFrame(bitmap, { timestamp: 0 })
    bitmap.close()
    const made = await effect.apply(frame, 1)
    const result = await createImageBitmap(made)
    frame.close()
    made.close()
    await effect.close()
    return result
  },
}

export type AiBench = typeof bench

expose(bench)
