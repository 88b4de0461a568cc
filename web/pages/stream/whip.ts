import type { WhipInput } from '../../capture/types.ts'
import { openDoor } from '../../capture/whip/door.ts'
import type { Stream } from '../../gateway/types.ts'
import type { Host } from '../host.ts'
import { rtcConfiguration } from '../ice.ts'
import { answerAll } from './counter.ts'

/** A stream that begins without a publisher. */
export const NOBODY: WhipInput = { kind: 'whip', video: undefined, sound: undefined }

/** Lets those into a stream who come to the WHIP server of the node, until the stream is over. */
export async function letIn(stream: Stream, whip: NonNullable<Host['whip']>): Promise<void> {
  const door = openDoor(await rtcConfiguration, stream.replace)
  const over = new Promise<undefined>(resolve => {
    stream.onchange(() => {
      const { state } = stream.snapshot()
      if (state === 'ended' || state === 'failed') resolve(undefined)
    })
  })
  await answerAll(whip, over, async ask => {
    if (ask.kind === 'enter') return door.enter(ask.session, ask.offer)
    door.leave(ask.session)
    return ''
  })
  door.close()
}
