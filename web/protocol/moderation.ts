import { MillraceError } from './errors.ts'
import { LABELS, type Label } from './objects.ts'

/** What is done when something is seen, the mildest first. */
export const ACTIONS = ['warn', 'blur', 'end'] as const

export type Action = (typeof ACTIONS)[number]

/** What is done when one kind of thing is seen in the picture. */
export type Rule = { label: Label; action: Action }

/** No two of them are of the same kind. */
export type Rules = readonly Rule[]

/**
 * Reads rules: `person=blur,monitor=warn`.
 * @throws MillraceError bad-input which part cannot be read, and what could stand there
 */
export function parseRules(text: string): Rule[] {
  const parts = text.split(',').filter(part => part.trim() !== '')
  if (parts.length > LABELS.length) throw fault(`${parts.length} rules are more than there are things.`)
  const rules = parts.map(parseRule)
  const twice = rules.find(({ label }, index) => rules.findIndex(rule => rule.label === label) !== index)
  if (twice !== undefined) throw fault(`There are two rules for ${twice.label}.`)
  return rules
}

/** As `parseRules` reads them. */
export function formatRules(rules: Rules): string {
  return rules.map(formatRule).join(',')
}

export function formatRule({ label, action }: Rule): string {
  return `${label}=${action}`
}

function parseRule(part: string): Rule {
  const [name = '', act = '', ...rest] = part.split('=').map(word => word.trim())
  const label = LABELS.find(known => known === name)
  const action = ACTIONS.find(known => known === act)
  if (label === undefined || action === undefined || rest.length > 0)
    throw fault(`“${part.trim().slice(0, 60)}” is no rule.`)
  return { label, action }
}

function fault(message: string): MillraceError {
  return new MillraceError('bad-input', message, {
    hint: `Write <what>=${ACTIONS.join('|')}, with a comma between two. What is told apart: ${LABELS.join(', ')}.`,
    docs: 'rules-and-plans-that-are-not-understood',
  })
}
