import { MillraceError, toError } from '../../protocol/errors.ts'
import { REQUEST_TIMEOUT_MS } from '../../protocol/limits.ts'
import type { Signal } from '../../protocol/schema.ts'
import { type Choice, createAgreement } from './agree.ts'
import type { Announcement, FromWorker, ToWorker } from './bridge.ts'
import { openControl } from './control.ts'
import { openDataChannel } from './data.ts'
import { createPeers } from './peers.ts'
import { createRtpCarrier, type RtpCarrier, rtpSupported } from './rtp.ts'
import { withBitrates } from './sdp.ts'
import { readSignal } from './signalling.ts'
import { readStats } from './stats.ts'
import type { Link, LinkOptions } from './types.ts'

/**
 * Opens one side of a media link; the other side does the same. The answering side says hello at once, then the
 * offering side makes its offer and chooses the carrier. Resolves when chunks flow; `signal` also ends the open link.
 * @throws MillraceError link-failed, peer-lost, bad-message or what `signal` was aborted with
 */
export function openLink(options: LinkOptions): Promise<Link> {
  const { id, side, worker, signals, bitrate, rtcConfiguration, signal } = options
  const carriers = options.carriers.filter(carrier => carrier !== 'rtp' || rtpSupported())
  const agreement = createAgreement(carriers)
  const startedAt = performance.now()
  const opened = Promise.withResolvers<Link>()
  const closed = Promise.withResolvers<Error | undefined>()
  const { port1: hub, port2: port } = new MessageChannel()
  let rtp: RtpCarrier | undefined
  let chosen: Choice | undefined
  let openChannels = 0
  let flowing = false
  let rtt = 0

  const tell = (message: ToWorker, transfer: Transferable[] = []) => hub.postMessage(message, transfer)

  const end = (reason: Error | undefined) => {
    signal.removeEventListener('abort', onabort)
    peers.close()
    rtp?.close()
    tell({ kind: 'closed' })
    hub.close()
    opened.reject(reason ?? new MillraceError('link-failed', 'The other side closed the media link.'))
    closed.resolve(reason)
  }
  const onabort = () => end(toError(signal.reason))
  const guard = async (action: () => unknown) => {
    try {
      await action()
    } catch (thrown) {
      end(toError(thrown))
    }
  }

  /** Once chunks flow the way of the signals may have closed: a candidate found that late can be spared. */
  const send = (signal: Signal) => {
    try {
      signals.send(signal)
    } catch (thrown) {
      if (!flowing) end(toError(thrown))
    }
  }

  const startRtp = () => {
    rtp = createRtpCarrier(worker, id, bitrate)
    tell({ kind: 'pictures', writable: rtp.writable }, [rtp.writable])
    return rtp
  }

  const settle = async (choice: Choice) => {
    if (chosen !== undefined || !carriers.includes(choice.carrier)) throw outOfTurn()
    chosen = choice
    if (choice.carrier === 'data') rtp?.close()
    if (side === 'offer') {
      for (let index = 1; index < choice.connections; index += 1) await peers.offer(index)
    }
    ready()
  }
  const ready = () => {
    if (chosen === undefined || (chosen.carrier === 'data' && openChannels < chosen.connections)) return
    flowing = true
    link.carrier = chosen.carrier
    tell({ kind: 'carrier', carrier: chosen.carrier })
    opened.resolve(link)
  }
  const choose = async () => {
    if (side !== 'offer' || chosen !== undefined) return
    const choice = agreement.choose(performance.now(), rtt)
    if (choice === undefined) return
    control.say({ kind: 'carrier', ...choice })
    await settle(choice)
  }

  const tick = async () => {
    const now = performance.now()
    peers.check(now)
    if (!flowing && now - startedAt > REQUEST_TIMEOUT_MS) throw noPath()
    const stats = await readStats(peers.first)
    rtt = stats.rtt
    tell({ kind: 'stats', stats })
    await choose()
  }

  hub.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    switch (data.kind) {
      case 'tick':
        return guard(tick)
      case 'heard':
        agreement.heard('here')
        if (side === 'answer') return control.say({ kind: 'heard' })
        return guard(choose)
      case 'sent':
      case 'landed':
        return control.say(data)
      case 'open':
        openChannels += 1
        return ready()
      case 'failed':
        return end(new MillraceError(data.code, data.message))
      case 'close':
        return end(undefined)
    }
  }

  const onsignal = async (raw: Signal) => {
    const checked = readSignal(raw)
    if (side === 'answer' ? checked.kind === 'hello' || checked.kind === 'answer' : checked.kind === 'offer')
      throw outOfTurn()
    if (checked.kind !== 'hello') return peers.onsignal(checked)
    const common = agreement.hello(checked.body.carriers)
    if (common.includes('rtp')) startRtp().offer(peers.first)
    await peers.offer(0)
  }

  worker.postMessage({ millraceLink: id, port } satisfies Announcement, [port])
  const peers = createPeers(
    rtcConfiguration,
    { ...signals, send },
    {
      onconnection: pc => openDataChannel(pc, tell),
      onoffer: pc => {
        if (carriers.includes('rtp') && pc.getTransceivers().length > 0) startRtp().answer(pc)
      },
      adapt: sdp => withBitrates(sdp, bitrate),
    },
  )
  const control = openControl(peers.first, {
    onopen() {
      agreement.connected(performance.now())
      void guard(choose)
    },
    onmessage: bytes => link.control.onmessage(bytes),
    onword(word) {
      if (word.kind === 'heard' && side === 'offer') {
        agreement.heard('there')
        return guard(choose)
      }
      if (word.kind === 'sent' || word.kind === 'landed') return tell(word)
      if (word.kind === 'carrier' && side === 'answer') return guard(() => settle(word))
      return end(outOfTurn())
    },
    onend: end,
  })
  const link: Link = {
    carrier: 'rtp',
    control: { send: control.send, onmessage() {} },
    closed: closed.promise,
    close: () => end(undefined),
  }

  signals.onsignal = raw => void guard(() => onsignal(raw))
  signal.addEventListener('abort', onabort)
  if (signal.aborted) onabort()
  if (side === 'answer')
    void guard(() => signals.send({ connection: 0, kind: 'hello', body: JSON.stringify({ carriers }) }))
  return opened.promise
}

function outOfTurn(): MillraceError {
  return new MillraceError('bad-message', 'The other side of the link spoke out of turn.')
}

function noPath(): MillraceError {
  return new MillraceError('link-failed', 'No media path to the other side was found in time.', {
    hint: 'Check the network on both sides. Behind strict firewalls a TURN server is needed.',
    docs: 'no-direct-connection',
  })
}
