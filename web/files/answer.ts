import { type Code, type Details, MillraceError, toError } from '../protocol/errors.ts'

/** What a Worker answers: a value, or an error with all that it says, which messages between Workers would drop. */
export type Answer<T> = { value: T } | { error: { code: Code; message: string } & Details }

/** In the Worker. */
export async function answer<T>(work: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work }
  } catch (thrown) {
    const { code, message, hint, docs } = toError(thrown)
    return { error: { code, message, ...(hint && { hint }), ...(docs && { docs }) } }
  }
}

/** In the page. @throws MillraceError */
export async function valueFrom<T>(answered: Promise<Answer<T>>): Promise<T> {
  const each = await answered
  if ('value' in each) return each.value
  const { code, message, ...details } = each.error
  throw new MillraceError(code, message, details)
}
