import type { Gateway, Stream } from '../../gateway/types.ts'
import { openRoom, type Room } from '../../gateway/whep/room.ts'
import { MillraceError } from '../../protocol/errors.ts'
import type { Host } from '../host.ts'
import { rtcConfiguration } from '../ice.ts'
import { answerAll } from './counter.ts'

/** Shows the streams of a page to those who come to the WHEP server of the node, as long as the page is there. */
export async function letWatch(
  gateway: Pick<Gateway, 'streams'>,
  whep: NonNullable<Host['whep']>,
): Promise<void> {
  const configuration = await rtcConfiguration
  const rooms = new Map<Stream, Room>()
  const roomOf = (id: string): Room => {
    const streams = gateway.streams()
    const stream = id === '' ? streams.at(-1) : streams.find(each => each.id === id)
    if (stream === undefined) throw new MillraceError('not-found', 'This stream has ended or never was.')
    const room = rooms.get(stream) ?? openRoom(configuration, stream, () => rooms.delete(stream))
    rooms.set(stream, room)
    return room
  }
  await answerAll(whep, new Promise(() => {}), async ask => {
    if (ask.kind === 'enter') return roomOf(ask.stream).enter(ask.session, ask.offer, ask.rendition)
    const wasHere = [...rooms.values()].some(room => room.leave(ask.session))
    if (!wasHere) throw new MillraceError('not-found', 'This session is over.')
    return ''
  })
}
