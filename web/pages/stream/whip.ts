import type { WhipInput } from '../../capture/types.ts'
import { openDoor } from '../../capture/whip/door.ts'
import type { Stream } from '../../gateway/types.ts'
import { toError } from '../../protocol/errors.ts'
import type { Host } from '../host.ts'
import { rtcConfiguration } from '../ice.ts'

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
  for (;;) {
    const ask = await Promise.race([whip.next(), over])
    if (ask === undefined) return door.close()
    const { id, session } = ask
    if (ask.kind === 'leave') {
      door.leave(session)
      whip.reply({ id, answer: '' })
      continue
    }
    // The next one need not wait for candidates of this one.
    door.enter(session, ask.offer).then(
      answer => whip.reply({ id, answer }),
      thrown => {
        const { code, message, hint = '' } = toError(thrown)
        whip.reply({ id, code, message: `${message} ${hint}`.trim() })
      },
    )
  }
}
