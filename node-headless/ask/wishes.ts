import type { IncomingMessage } from 'node:http'
import { MillraceError } from '../../web/protocol/errors.ts'
import { IMAGINE, IMAGINE_ANY, isStill, type Still } from '../../web/protocol/imagine.ts'
import { MAX_IMAGES, MAX_PROMPT_BYTES, MAX_SEED } from '../../web/protocol/limits.ts'
import { anySeed, toWish, type Wish } from '../../web/protocol/wish.ts'
import { readBody } from '../http/body.ts'
import { invalid, Refusal } from './refusal.ts'

/** The route of Livepeer's AI gateway whose body is JSON. */
export const PAINTS = '/text-to-image'

/**
 * What is to be painted, and by which task, a wish for each picture: of several each has the next seed. Fields that change nothing here,
 * such as sizes, are let pass.
 * @throws Refusal 400, 413, 415; 422, with the field
 */
export async function readWishes(request: IncomingMessage): Promise<{ id: Still; wishes: Wish[] }> {
  const { prompt, model_id, seed, num_images_per_prompt } = await readJson(request)
  if (typeof prompt !== 'string') throw invalid('prompt', 'has to be a text')
  const id = model_id === undefined || model_id === '' ? IMAGINE.id : model_id
  if (!isStill(id)) throw invalid('model_id', `has to be ${IMAGINE.id} or ${IMAGINE_ANY.id}`)
  const count = num_images_per_prompt ?? 1
  if (!isWhole(count, MAX_IMAGES) || count === 0) {
    throw invalid('num_images_per_prompt', `has to be a whole number from 1 to ${MAX_IMAGES}`)
  }
  const first = seed ?? anySeed()
  if (!isWhole(first, MAX_SEED)) throw invalid('seed', `has to be a whole number from 0 to ${MAX_SEED}`)
  const seeds = Array.from({ length: count }, (_, index) => (first + index) % (MAX_SEED + 1))
  return { id, wishes: seeds.map(seed => wishOf(prompt, seed, id)) }
}

/** Without what is null: clients send that for what they leave out. */
async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'The body has to be application/json.')
  const body = await readBody(request, MAX_PROMPT_BYTES)
  if (body === undefined) throw new Refusal(413, `The body has more than ${MAX_PROMPT_BYTES / 2 ** 10} KB.`)
  try {
    const fields: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new Error()
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
  } catch {
    throw new Refusal(400, 'The body cannot be read: it has to be a JSON object.')
  }
}

function isWhole(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
}

function wishOf(prompt: string, seed: number, id: Still): Wish {
  try {
    return toWish(prompt, seed, id)
  } catch (thrown) {
    if (!(thrown instanceof MillraceError)) throw thrown
    const { message, hint = '' } = thrown
    const msg = `${message} ${hint}`.trim()
    throw new Refusal(422, msg, [{ loc: ['body', 'prompt'], msg, type: 'value_error' }])
  }
}
