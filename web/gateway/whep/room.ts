import { proxy, transfer, wrap } from 'comlink'
import { gathered } from '../../capture/whip/gathered.ts'
import { readStats } from '../../network/link/stats.ts'
import { onWorkerFailure } from '../../network/worker-failure.ts'
import { MillraceError, toError } from '../../protocol/errors.ts'
import { largest } from '../../protocol/ladder.ts'
import { MAX_PLAYERS } from '../../protocol/limits.ts'
import type { Rendition } from '../../protocol/schema.ts'
import type { Stream } from '../types.ts'
import { narrow } from './offer.ts'
import type { PlayerOptions, RoomWorker } from './room.worker.ts'

/** A player that is not connected by then never will be, ms. */
const CONNECT_MS = 15_000
/** How often is asked what the ways to the players carry, ms. */
const RATE_MS = 500
/** What the encoder of the carrier pictures is allowed, over what the rendition needs: probes go up to twice of it. */
const HEADROOM = 3
/** Opus, stereo: nobody hears a difference beyond, bits per second. */
const SOUND_BITRATE = 128_000

/** Those who watch a stream with players of any kind, by WHEP. */
export type Room = {
  /**
   * Takes a player in.
   * @param offer its session description
   * @param name of the rendition; empty: the largest
   * @returns the answer, with all candidates
   * @throws MillraceError bad-message, unsupported (codec), not-found (rendition), paused (not live yet) or busy
   */
  enter(session: string, offer: string, name: string): Promise<string>
  /** @returns whether it was here */
  leave(session: string): boolean
}

/** @param onclose the stream is over, or the Worker has failed: nobody else can come in */
export function openRoom(
  configuration: RTCConfiguration,
  stream: Pick<Stream, 'snapshot' | 'onchange' | 'tap' | 'setPlayers'>,
  onclose: () => void,
): Room {
  const worker = new Worker(new URL('./room.worker.ts', import.meta.url), { type: 'module' })
  const media = wrap<RoomWorker>(worker)
  const sound = new MediaStreamTrackGenerator({ kind: 'audio' })
  const players = new Map<string, RTCPeerConnection>()
  const rates = setInterval(() => {
    for (const [session, pc] of players)
      void readStats(pc).then(({ available }) => media.setRate(session, available))
  }, RATE_MS)

  const count = () => {
    const there = [...players.values()].filter(({ connectionState }) => connectionState === 'connected')
    stream.setPlayers(there.length)
  }
  const leave = (session: string): boolean => {
    const pc = players.get(session)
    if (pc === undefined) return false
    players.delete(session)
    for (const { sender } of pc.getTransceivers()) if (sender.track !== sound) sender.track?.stop()
    pc.close()
    void media.remove(session)
    count()
    return true
  }
  const close = () => {
    unlisten()
    clearInterval(rates)
    for (const session of players.keys()) leave(session)
    sound.stop()
    worker.terminate()
    onclose()
  }
  const unlisten = stream.onchange(() => {
    if (['ended', 'failed'].includes(stream.snapshot().state)) close()
  })
  const forceKey = async (session: string) => {
    const sender = players.get(session)?.getSenders().find(isOfPictures)
    const setParameters: SetParameters | undefined = sender?.setParameters.bind(sender)
    // One that has just left needs none.
    await setParameters?.(sender?.getParameters() as RTCRtpSendParameters, FORCE_KEY).catch(() => {})
  }

  const { port1, port2 } = new MessageChannel()
  const { writable } = sound
  void media.start(transfer(port1, [port1]), transfer(writable, [writable]), proxy({ forceKey }))
  stream.tap(port2)
  onWorkerFailure(worker, close)

  const answer = async (pc: RTCPeerConnection, session: string, offer: string, rendition: Rendition) => {
    const { codec, name, bitrate } = rendition
    const narrowed = narrow(offer, codec, bitrate)
    const track = new MediaStreamTrackGenerator({ kind: 'video' })
    // Probing goes on while the sender is limited by its content.
    track.contentHint = 'detail'
    await media.add(session, codec, name, transfer(track.writable, [track.writable]))
    await pc.setRemoteDescription({ type: 'offer', sdp: narrowed.offer }).catch(cause => {
      throw new MillraceError('bad-message', 'The offer is no session description.', { cause })
    })
    const [picture, heard] = [take(pc, 'video'), narrowed.sound ? take(pc, 'audio') : undefined]
    if (picture === undefined) throw noPicture()
    // At once: later frames would go past it.
    picture.sender.transform = new RTCRtpScriptTransform(worker, { session } satisfies PlayerOptions)
    // Receivers put together in time what is of one stream.
    const together = new MediaStream()
    for (const taken of [picture, heard]) taken?.sender.setStreams(together)
    await picture.sender.replaceTrack(track)
    await heard?.sender.replaceTrack(sound)
    await pc.setLocalDescription(await pc.createAnswer())
    if (picture.currentDirection !== 'sendonly') throw noPicture()
    await limit(picture.sender, bitrate * HEADROOM)
    if (heard !== undefined) await limit(heard.sender, SOUND_BITRATE)
    await gathered(pc)
    return narrowed.restore(pc.localDescription?.sdp ?? '')
  }

  return {
    async enter(session, offer, name) {
      if (players.size >= MAX_PLAYERS) {
        throw new MillraceError('busy', `This stream has its ${MAX_PLAYERS} players already.`)
      }
      const rendition = choose(
        stream.snapshot().renditions.map(each => each.rendition),
        name,
      )
      const pc = new RTCPeerConnection(configuration)
      players.set(session, pc)
      try {
        const answered = await answer(pc, session, offer, rendition)
        pc.onconnectionstatechange = () => {
          if (pc.connectionState === 'failed' || pc.connectionState === 'closed') leave(session)
          else count()
        }
        setTimeout(() => {
          if (pc.connectionState === 'new' || pc.connectionState === 'connecting') leave(session)
        }, CONNECT_MS)
        return answered
      } catch (thrown) {
        leave(session)
        throw toError(thrown)
      }
    },
    leave,
  }
}

/** TypeScript does not know its second argument yet. */
type SetParameters = (parameters: RTCRtpSendParameters, options?: typeof FORCE_KEY) => Promise<void>
const FORCE_KEY = { encodingOptions: [{ keyFrame: true }] }

function choose(renditions: Rendition[], name: string): Rendition {
  if (renditions.length === 0) throw new MillraceError('paused', 'The stream is not live yet.')
  const chosen = name === '' ? largest(renditions) : renditions.find(each => each.name === name)
  if (chosen !== undefined) return chosen
  const names = renditions.map(each => each.name).join(', ')
  throw new MillraceError('not-found', `There is no such rendition: there are ${names}.`)
}

function isOfPictures({ track }: RTCRtpSender): boolean {
  return track?.kind === 'video'
}

/** The first section of a kind is sent to; others are turned down. */
function take(pc: RTCPeerConnection, kind: 'video' | 'audio'): RTCRtpTransceiver | undefined {
  const [first, ...others] = pc.getTransceivers().filter(({ receiver }) => receiver.track.kind === kind)
  for (const each of others) each.direction = 'inactive'
  if (first !== undefined) first.direction = 'sendonly'
  return first
}

async function limit(sender: RTCRtpSender, bitrate: number): Promise<void> {
  const parameters = sender.getParameters()
  for (const encoding of parameters.encodings) encoding.maxBitrate = Math.round(bitrate)
  await sender.setParameters(parameters)
}

function noPicture(): MillraceError {
  return new MillraceError('bad-message', 'The offer receives no video.', {
    hint: 'Add a video transceiver that is recvonly.',
  })
}
