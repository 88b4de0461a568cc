import type { IncomingMessage } from 'node:http'
import { ASKABLE } from '../../web/protocol/ask.ts'
import { CAPTIONS } from '../../web/protocol/captions.ts'
import { effectOf } from '../../web/protocol/effects.ts'
import { MAX_FORM_BYTES, MAX_FORM_TEXT } from '../../web/protocol/limits.ts'
import { OBJECTS } from '../../web/protocol/objects.ts'
import type { Effect } from '../../web/protocol/schema.ts'
import type { Wish } from '../../web/protocol/wish.ts'
import { readBody } from '../http/body.ts'
import { invalid, Refusal } from './refusal.ts'

/** Routes of Livepeer's AI gateway that have something to do here, and the models behind each: the first one, if none is named. */
export const ROUTES: Record<string, readonly string[]> = {
  '/image-to-image': ASKABLE.map(({ id }) => id).filter(id => effectOf(id) && !effectOf(id)?.enlarges),
  '/upscale': ASKABLE.map(({ id }) => id).filter(id => effectOf(id)?.enlarges),
  '/image-to-text': [OBJECTS.id],
  '/audio-to-text': [CAPTIONS.id],
}

/** How strongly pictures are changed where a form does not say it, as with Livepeer. */
const USUAL_STRENGTH = 0.8
/** The most that an integer is with Livepeer's clients: JavaScript's. */
const WHOLE = /^-?\d{1,15}$/

/** What is asked for, of a file or of words. */
export type Asked = { input: Blob | Wish; task: Effect }

/** Reads a body as a form. @throws Refusal 400, 413, 415 */
export async function readForm(request: IncomingMessage): Promise<FormData> {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data *;/i.test(type))
    throw new Refusal(415, 'The body has to be multipart/form-data.')
  const body = await readBody(request, MAX_FORM_BYTES)
  if (body === undefined) throw new Refusal(413, `The form has more than ${MAX_FORM_BYTES / 2 ** 20} MB.`)
  const unreadable = new Refusal(400, 'The form cannot be read: it is damaged, or cut off.')
  return new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw unreadable
  })
}

/**
 * What a form of a route asks for. Fields that change nothing here, such as prompts, are let pass.
 * @throws Refusal 422, with the field
 */
export function askedOf(route: string, form: FormData): Asked & { seed: number } {
  for (const [name, value] of form) {
    if (typeof value === 'string' && value.length > MAX_FORM_TEXT)
      throw invalid(name, `has more than ${MAX_FORM_TEXT} characters`)
  }
  const text = (name: string) => {
    const value = form.get(name) ?? ''
    if (typeof value !== 'string') throw invalid(name, 'has to be a text, not a file')
    return value
  }
  const models = ROUTES[route] ?? []
  const id = text('model_id') || models[0]
  const known = models.find(model => model === id)
  if (known === undefined) throw invalid('model_id', `has to be one of ${models.join(', ')}`)
  const strength = Number(text('strength') || USUAL_STRENGTH)
  if (!(strength >= 0 && strength <= 1)) throw invalid('strength', 'has to be 0 to 1')
  if (Number(text('num_images_per_prompt') || 1) !== 1) {
    throw invalid('num_images_per_prompt', 'has to be 1: the same picture always comes of one')
  }
  const seed = text('seed') || '0'
  if (!WHOLE.test(seed)) throw invalid('seed', 'has to be a whole number')
  const field = known === CAPTIONS.id ? 'audio' : 'image'
  const input = form.get(field)
  if (input === null || typeof input === 'string') throw invalid(field, 'has to be a file')
  const kind = effectOf(known)
  const isWhole = kind === undefined || kind.whole === true
  return { input, task: { id: known, strength: isWhole ? 1 : strength }, seed: Number(seed) }
}
