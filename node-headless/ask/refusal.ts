import { MillraceError } from '../../web/protocol/errors.ts'

/** Why a request over HTTP gets nothing, in the words and shapes of Livepeer's gateway. */
export class Refusal extends Error {
  readonly status: number
  /** What is in the JSON under `detail`. */
  readonly detail: object

  constructor(status: number, message: string, detail: object = { msg: message }) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.detail = detail
  }
}

/** A field of a form that cannot be used. */
export function invalid(field: string, message: string): Refusal {
  const name = field.slice(0, 40)
  const detail = [{ loc: ['body', name], msg: `“${name}” ${message}.`, type: 'value_error' }]
  return new Refusal(422, `“${name}” ${message}.`, detail)
}

/** What a caller can do something about; all else is 500. */
const STATUSES: Partial<Record<MillraceError['code'], number>> = {
  'bad-input': 400,
  'too-large': 413,
  busy: 503,
  paused: 503,
  'no-orchestrator': 503,
  'peer-lost': 503,
  'too-slow': 504,
}

/** Why the page did not do a request. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown
  if (!(thrown instanceof MillraceError)) return new Refusal(500, 'Something went wrong.')
  const { code, message, hint = '' } = thrown
  return new Refusal(STATUSES[code] ?? 500, `${message} ${hint}`.trim())
}
