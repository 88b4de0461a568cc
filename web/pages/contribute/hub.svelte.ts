import { downloadApart } from '../../ai/hub/apart.ts'
import { keptOf, removeHub } from '../../ai/hub/folder.ts'
import { whyNotHere } from '../../ai/hub/needs.ts'
import { type Hub, hubBytes } from '../../ai/hub/registry.ts'
import { MillraceError, toError } from '../../protocol/errors.ts'

/** A model of a hub on this computer: whether it is here, and what is done about that. */
export function createHub(hub: Hub) {
  let state: 'looking' | 'absent' | 'downloading' | 'removing' | 'kept' = $state('looking')
  let reason: string | undefined = $state()
  let bytes = $state(0)
  let error: MillraceError | undefined = $state.raw()
  let leaving = new AbortController()

  const look = async () => {
    // A browser that keeps nothing has nothing.
    const kept = await keptOf(hub).catch(() => ({ bytes: 0, whole: false }))
    bytes = kept.bytes
    state = kept.whole ? 'kept' : 'absent'
  }
  const doing = async (work: () => Promise<void>) => {
    error = undefined
    try {
      await work()
    } catch (thrown) {
      const failure = toError(thrown)
      if (failure.code !== 'ended') error = failure
    }
    await look()
  }

  return {
    get state() {
      return state
    },
    /** Why it cannot run here. */
    get reason() {
      return reason
    },
    /** Share of it that is here. */
    get share() {
      return bytes / hubBytes(hub)
    },
    get error() {
      return error
    },
    async look(): Promise<void> {
      reason = await whyNotHere(hub)
      await look()
    },
    async download(): Promise<void> {
      state = 'downloading'
      leaving = new AbortController()
      await doing(async () => {
        // So that the browser does not throw it away for want of room.
        await navigator.storage.persist()
        const onprogress = (share: number) => {
          bytes = share * hubBytes(hub)
        }
        await downloadApart(onprogress, leaving.signal)
      })
    },
    /** What is here of it stays. */
    cancel(): void {
      leaving.abort(new MillraceError('ended', 'The download was cancelled.'))
    },
    async remove(): Promise<void> {
      state = 'removing'
      await doing(() => removeHub(hub))
    },
  }
}
