import { BLUR } from '../protocol/effects.ts'
import { formatRule, type Rule, type Rules } from '../protocol/moderation.ts'
import type { Cue, Effect } from '../protocol/schema.ts'
import { createModeration } from './moderation.ts'
import type { ModerationSnapshot, Turn } from './types.ts'

const BLURRED: Effect = { id: BLUR, strength: 1 }

/** Has a stream's rules done. */
export type Moderator = {
  set(rules: Rules): void
  look(cues: readonly Cue[]): void
  rules(): Rules
  /** What viewers may see the picture with alone now; undefined: with whatever is done to it. */
  required(): Effect | undefined
  snapshot(): ModerationSnapshot
  /** Times are Unix ms. */
  onturn(listener: (turn: Turn) => void): () => void
}

export type ModeratorHandlers = {
  /** What `required` says is another. */
  onrequire(): void
  /** The stream is to end. @param reason in plain words */
  onend(reason: string): void
}

export function createModerator(first: Rules, { onrequire, onend }: ModeratorHandlers): Moderator {
  const moderation = createModeration(first)
  const listeners = new Set<(turn: Turn) => void>()
  let blurs = false

  const act = (turns: Turn[]) => {
    for (const turn of turns) for (const listener of listeners) listener(inUnix(turn))
    const over = moderation.over()
    if (over !== undefined) return onend(reasonOf(over))
    if (moderation.blurs() === blurs) return
    blurs = !blurs
    onrequire()
  }
  const snapshot = () => moderation.snapshot(performance.now())

  return {
    set: rules => act(moderation.set(rules, performance.now())),
    look: cues => act(moderation.look(cues, performance.now())),
    rules: () => snapshot().rules,
    required: () => (blurs ? BLURRED : undefined),
    snapshot,
    onturn(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function inUnix(turn: Turn): Turn {
  const unix = (ms: number) => performance.timeOrigin + ms
  return { ...turn, start: unix(turn.start), ...(turn.end !== undefined && { end: unix(turn.end) }) }
}

function reasonOf(rule: Rule): string {
  return `Moderation has ended the stream: ${rule.label} seen, and the rule is ${formatRule(rule)}.`
}
