import { expose, type ProxyMarked } from 'comlink'
import type { Transformer } from '../../network/link/pictures.ts'
import { AUDIO_TRACK, type Chunk } from '../../protocol/chunk.ts'
import { type CodecName, largest } from '../../protocol/ladder.ts'
import type { Programme, TapMessage } from '../../record/types.ts'
import { createPublisher } from '../publisher.ts'
import { type Carrier, createCarrier } from './carrier.ts'
import { createSound, type Sound } from './sound.ts'

/** Options of an RTCRtpScriptTransform of this Worker. */
export type PlayerOptions = { session: string }

/** What the players' Worker asks of the page. */
export type RoomEvents = {
  /** The next frame that this player's connection encodes is to be a key. */
  forceKey(session: string): Promise<void>
}

/** Codecs whose packets do not say whether they are of a key: receivers see it in the frame. */
const UNTIED: CodecName[] = ['h264']

/** By session; of each the name of its rendition, empty: the largest. */
const players = new Map<string, { carrier: Carrier; rendition: string }>()
// Whoever comes begins with the next key: what is in the past would make it late for good.
let publisher = createPublisher(() => [])
let programme: Programme | undefined
let sound: Sound | undefined
let events: RoomEvents | undefined

self.addEventListener('rtctransform', event => {
  const { transformer } = event as Event & { transformer: Transformer & { options: PlayerOptions } }
  players.get(transformer.options.session)?.carrier.setTransformer(transformer)
})

/** Another ladder has other tracks, and a timeline of its own. */
function begin(next: Programme): void {
  sound?.setFormat(next.audio)
  const isSame = next.order === programme?.order
  programme = next
  if (isSame) return
  publisher = createPublisher(() => [])
  for (const session of players.keys()) seat(session)
}

function seat(session: string): void {
  const player = players.get(session)
  const { renditions = [] } = programme ?? {}
  if (player === undefined || renditions.length === 0) return
  const { track } = renditions.find(({ name }) => name === player.rendition) ?? largest(renditions)
  publisher.add(session, { send: player.carrier.send, close() {} }, track)
}

function publish(chunk: Chunk): void {
  const isPicture = chunk.track !== AUDIO_TRACK
  // With nobody there as well: it has to know which renditions there are.
  if (isPicture) publisher.publish(chunk)
  if (players.size === 0) return
  if (isPicture) sound?.reach(chunk.timestamp)
  else sound?.push(chunk)
}

const worker = {
  /** @param tap brings what the stream publishes @param samples the track of its sound */
  start(tap: MessagePort, samples: WritableStream<AudioData>, listener: RoomEvents & ProxyMarked): void {
    events = listener
    sound = createSound(samples)
    tap.onmessage = ({ data }: MessageEvent<TapMessage>) => {
      if (data.kind === 'programme') begin(data.programme)
      else if (data.kind === 'chunk') publish(data.chunk)
    }
  },

  /** @param pictures the track of this player's pictures */
  add(session: string, codec: CodecName, rendition: string, pictures: WritableStream<VideoFrame>): void {
    const carrier = createCarrier({
      pictures,
      tied: !UNTIED.includes(codec),
      forceKey: async () => events?.forceKey(session),
    })
    players.set(session, { carrier, rendition })
    seat(session)
  },

  /** @param bitrate that the way to this player is estimated to carry, bits per second */
  setRate(session: string, bitrate: number): void {
    players.get(session)?.carrier.setRate(bitrate)
  },

  remove(session: string): void {
    publisher.remove(session)
    players.get(session)?.carrier.close()
    players.delete(session)
  },
}

export type RoomWorker = typeof worker

expose(worker)
