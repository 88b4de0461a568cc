import { transfer } from 'comlink'
import { loadWorklet } from '../codec/loadworklet.ts'
import { median } from '../protocol/median.ts'
import type { SpeakerTime } from './audio.ts'
import speakerCode from './speaker.worklet.ts?worklet'

/** How often the speaker's clock is compared to the page's, and how many comparisons count. */
const COMPARE_MS = 250
const COMPARISONS = 9

/** Samples per second that every browser plays, by the Web Audio specification; the speaker converts others. */
const MIN_RATE = 8000
const MAX_RATE = 96_000

/** What sound needs of the player's Worker. */
export type SoundSource = {
  setSpeaker(speaker: MessagePort | undefined): Promise<void>
  setSpeakerTime(time: SpeakerTime): Promise<void>
}

/** The page's end of the sound: an AudioContext that plays what the Worker decodes. */
export type Sound = {
  /** Whether it is heard: browsers keep pages silent until someone touches them. */
  running(): boolean
  /** Tries again, best while a touch is being handled. */
  resume(): void
  /** 0..1 */
  setVolume(volume: number): void
  close(): void
}

/** @param onchange called when it begins or stops to be heard */
export function startSound(
  source: SoundSource,
  sampleRate: number,
  volume: number,
  onchange: () => void,
): Sound {
  const rate = Math.min(MAX_RATE, Math.max(MIN_RATE, sampleRate))
  const context = new AudioContext({ sampleRate: rate, latencyHint: 'interactive' })
  const gain = new GainNode(context, { gain: volume })
  const offsets: number[] = []
  let closed = false
  gain.connect(context.destination)
  context.onstatechange = onchange

  const compare = () => {
    const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
    if (contextTime === 0) return
    offsets.push(contextTime * 1000 - performance.timeOrigin - performanceTime)
    if (offsets.length > COMPARISONS) offsets.shift()
    const ahead = (context.currentTime - contextTime) * 1000
    const lead = Math.max(0, ahead - (performance.now() - performanceTime))
    void source.setSpeakerTime({ offset: median(offsets), lead })
  }
  const timer = setInterval(compare, COMPARE_MS)

  const begin = async () => {
    await loadWorklet(context, speakerCode)
    // By now another sound may have the source.
    if (closed) return
    const node = new AudioWorkletNode(context, 'speaker', { numberOfInputs: 0, outputChannelCount: [2] })
    const { port1, port2 } = new MessageChannel()
    node.port.postMessage(port1, [port1])
    node.connect(gain)
    await source.setSpeaker(transfer(port2, [port2]))
    compare()
  }
  begin().catch(thrown => {
    if (!closed) console.warn('No sound:', thrown)
  })
  const resume = () => void context.resume().catch(() => {})
  resume()

  return {
    running: () => context.state === 'running',
    resume,
    setVolume(next) {
      gain.gain.value = next
    },
    close() {
      closed = true
      clearInterval(timer)
      context.onstatechange = null
      void source.setSpeaker(undefined)
      void context.close()
    },
  }
}
