import { type AskParts, ask } from '../../ask/ask.ts'
import { type Kept, keepPast, type Past } from '../../ask/history.ts'
import { orderOf, type Picked } from '../../ask/picked.ts'
import { thumbOf } from '../../ask/picture.ts'
import type { Answer, Answered, AskEvent, Order } from '../../ask/types.ts'
import { posterOf } from '../../files/poster.ts'
import type { Found } from '../../protocol/askschema.ts'
import { MillraceError, toError } from '../../protocol/errors.ts'
import { CLIP_FRAMERATE, CLIP_FRAMES } from '../../protocol/imagine.ts'
import type { Effect } from '../../protocol/schema.ts'
import { toast } from '../../ui/toasts.svelte.ts'

export type Asker = ReturnType<typeof createAsker>

/** A request that is done, with what went out and what came back. */
export type Done = { past: Past; kept: Kept }

const JPEG = { type: 'image/jpeg' }
/** Of a clip, µs. */
const MIDDLE_US = (CLIP_FRAMES / CLIP_FRAMERATE / 2) * 1e6

/**
 * One request at a time.
 * @param parts who asks, once there is a network
 * @param onkept one more is in the history
 */
export function createAsker(parts: Promise<AskParts>, onkept: () => void) {
  let state: 'idle' | 'working' | 'done' | 'failed' = $state('idle')
  let event: AskEvent | undefined = $state.raw()
  let failures: (AskEvent & { kind: 'failed' })[] = $state.raw([])
  let error: MillraceError | undefined = $state.raw()
  let done: Done | undefined = $state.raw()
  let leaving = new AbortController()

  async function work(picked: Picked, task: Effect): Promise<Done> {
    const { signal } = leaving
    const order = await orderOf(task, picked)
    const onevent = (next: AskEvent) => {
      event = next
      if (next.kind === 'failed') failures = [...failures, next]
    }
    const answered = await ask(await parts, order, { onevent, signal })
    return describe(picked, order, answered)
  }

  return {
    get state() {
      return state
    },
    get event() {
      return event
    },
    /** Orchestrators that did not do it, and why. */
    get failures() {
      return failures
    },
    get error() {
      return error
    },
    get done() {
      return done
    },
    async start(picked: Picked, task: Effect): Promise<void> {
      state = 'working'
      event = undefined
      failures = []
      error = undefined
      leaving = new AbortController()
      const { signal } = leaving
      try {
        const made = await work(picked, task)
        if (signal.aborted) return
        done = made
        state = 'done'
        await keepPast(made.past, made.kept)
        onkept()
      } catch (thrown) {
        if (signal.aborted) return
        if (state === 'done') return toast(toError(thrown).message, 'bad')
        error = toError(thrown)
        state = 'failed'
      }
    },
    cancel(): void {
      leaving.abort(new MillraceError('ended', 'It is not wanted any more.'))
      state = 'idle'
    },
    /** Shows one out of the history, or none. */
    show(other: Done | undefined): void {
      failures = []
      done = other
      state = other === undefined ? 'idle' : 'done'
    },
  }
}

async function describe(picked: Picked, { asked, bytes }: Order, answered: Answered): Promise<Done> {
  const { answer, peer, paid, ms, checked } = answered
  const id = crypto.randomUUID()
  const { task } = asked
  const past = { id, at: Date.now(), task, name: picked.name, peer, paid, ms, checked: checked === true }
  if ('duration' in asked) {
    const said = answer.kind === 'said' ? answer.said : []
    return { past: { ...past, duration: asked.duration }, kept: { id, said } }
  }
  const { width, height } = asked
  if (picked.kind === 'words' && answer.kind === 'clip') {
    const clip = new Blob([answer.bytes], { type: 'video/webm' })
    const thumb = (await posterOf(clip, MIDDLE_US, width)) ?? new Blob()
    return { past: { ...past, width, height, thumb, wish: picked.wish }, kept: { id, clip } }
  }
  if (picked.kind === 'words' && answer.kind === 'picture') {
    const painted = new Blob([answer.bytes], { type: 'image/png' })
    const { wish } = picked
    return {
      past: { ...past, width, height, thumb: await thumbOf(painted), wish },
      kept: { id, painted },
    }
  }
  const before = new Blob([bytes], JPEG)
  const after = afterOf(answer)
  const thumb = await thumbOf(after instanceof Blob ? after : before)
  return { past: { ...past, width, height, thumb }, kept: { id, before, after } }
}

function afterOf(answer: Answer): Blob | Found[] {
  if (answer.kind === 'picture') return new Blob([answer.bytes], JPEG)
  return answer.kind === 'found' ? answer.found : []
}
