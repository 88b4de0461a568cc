import type { Action, Address, Lock, Position, SessionFunds } from '../../chain/types.ts'
import { exactAmount, formatAmount, parseAmount } from '../../protocol/amount.ts'
import { parseShare } from '../../protocol/share.ts'

/** What a person is about to do, before the form is filled in. */
export type Draft =
  | { kind: 'delegate' | 'move'; to?: Address | undefined }
  | { kind: 'rebond' | 'withdrawStake'; lock: Lock }
  | { kind: 'revokeSession' | 'cancelUnlockSession' | 'withdrawSession'; session: SessionFunds }
  | { kind: Kind }

type Kind =
  | 'unbond'
  | 'withdrawFees'
  | 'claimEarnings'
  | 'becomeOrchestrator'
  | 'setTerms'
  | 'registerPeer'
  | 'reward'
  | 'initializeRound'

/** What the form holds, as it was typed; shares in percent. */
export type Fields = { amount: string; to: string; rewardCut: string; feeShare: string; peer: string }
export type Field = keyof Fields
export const NO_FIELDS: Fields = { amount: '', to: '', rewardCut: '', feeShare: '', peer: '' }

/** The action that a form stands for, once it stands for one, and what is wrong with its fields. */
export type Composed = { action: Action | undefined; problems: Partial<Record<Field, string>> }

const FIELDS: Partial<Record<Draft['kind'], Field[]>> = {
  delegate: ['amount', 'to'],
  move: ['to'],
  unbond: ['amount'],
  withdrawFees: ['amount'],
  becomeOrchestrator: ['amount', 'rewardCut', 'feeShare', 'peer'],
  setTerms: ['rewardCut', 'feeShare'],
  registerPeer: ['peer'],
}

/** The fields of a draft's form. */
export function fieldsOf(draft: Draft, position: Position): Field[] {
  if (draft.kind === 'rebond' && position.status === 'unbonded') return ['to']
  return FIELDS[draft.kind] ?? []
}

/** The most that can be entered, smallest units. */
export function mostOf(draft: Draft, position: Position): bigint {
  if (draft.kind === 'unbond') return position.stake
  if (draft.kind === 'withdrawFees') return position.fees
  return position.tokens
}

/** Unit of a draft's amount. */
export function unitOf(draft: Draft): 'MILL' | 'ETH' {
  return draft.kind === 'withdrawFees' ? 'ETH' : 'MILL'
}

/** Reads a form. An empty field is no problem yet, and no action either. */
export function compose(draft: Draft, fields: Fields, position: Position): Composed {
  const wanted = fieldsOf(draft, position)
  const problems: Composed['problems'] = {}
  for (const field of wanted) {
    const problem = fields[field].trim() === '' ? '' : problemOf(field, draft, fields, position)
    if (problem !== '') problems[field] = problem
  }
  const complete = wanted.every(field => fields[field].trim() !== '' && problems[field] === undefined)
  return { action: complete ? actionOf(draft, fields, position) : undefined, problems }
}

function problemOf(field: Field, draft: Draft, fields: Fields, position: Position): string {
  if (field === 'amount') return amountProblem(fields.amount, mostOf(draft, position), unitOf(draft))
  if (field === 'to') return toProblem(fields.to, draft, position)
  if (field === 'peer')
    return isPeer(fields.peer) ? '' : 'That is no peer id. It begins with 12D3KooW, Qm or 16Uiu2.'
  return parseShare(fields[field]) === undefined ? 'Write a percentage from 0 to 100, such as 12.5.' : ''
}

function amountProblem(text: string, most: bigint, unit: string): string {
  const amount = parseAmount(text)
  if (amount === undefined) {
    if (text.includes(',')) return 'Write it without commas, with a point before decimals: 1234.5.'
    return 'Write a number, such as 12.5, with at most 18 decimals.'
  }
  if (amount === 0n) return 'Write an amount above 0.'
  if (amount <= most) return ''
  // What is short by less than is shown must not read as if it were the same.
  const shown = formatAmount(amount) === formatAmount(most) ? exactAmount(most) : formatAmount(most)
  return most === 0n ? `There is no ${unit} to take it from.` : `There is no more than ${shown} ${unit}.`
}

function toProblem(to: string, draft: Draft, { delegate }: Position): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(to)) return 'That is no address of an account.'
  const here = draft.kind === 'move' && to.toLowerCase() === delegate?.toLowerCase()
  return here ? 'Your stake is there already.' : ''
}

function isPeer(text: string): boolean {
  return /^(12D3KooW|Qm|16Uiu2)[1-9A-HJ-NP-Za-km-z]{38,50}$/.test(text.trim())
}

function actionOf(draft: Draft, fields: Fields, position: Position): Action {
  const to = fields.to as Address
  const terms = () => ({
    rewardCut: parseShare(fields.rewardCut) ?? 0,
    feeShare: parseShare(fields.feeShare) ?? 0,
  })
  const amount = parseAmount(fields.amount) ?? 0n
  const peer = fields.peer.trim()
  switch (draft.kind) {
    case 'delegate':
      return { kind: 'delegate', amount, to }
    case 'move':
      return { kind: 'delegate', amount: 0n, to }
    case 'rebond':
      if (position.status === 'unbonded') return { kind: 'rebondFromUnbonded', lock: draft.lock.id, to }
      return { kind: 'rebond', lock: draft.lock.id }
    case 'withdrawStake':
      return { kind: 'withdrawStake', lock: draft.lock.id }
    case 'revokeSession':
    case 'cancelUnlockSession':
    case 'withdrawSession':
      return { kind: draft.kind, key: draft.session.key }
    case 'unbond':
    case 'withdrawFees':
      return { kind: draft.kind, amount }
    case 'becomeOrchestrator':
      return { kind: 'becomeOrchestrator', amount, ...terms(), peer }
    case 'setTerms':
      return { kind: 'setTerms', ...terms() }
    case 'registerPeer':
      return { kind: 'registerPeer', peer }
    case 'claimEarnings':
    case 'reward':
    case 'initializeRound':
      return { kind: draft.kind }
  }
}
