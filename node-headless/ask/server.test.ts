import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Code, MillraceError } from '../../web/protocol/errors.ts'
import { MAX_FORM_BYTES, MAX_FORM_TEXT, MAX_FORMS } from '../../web/protocol/limits.ts'
import { DONE } from '../harness/done.ts'
import type { Listening } from '../http/listen.ts'
import type { Desk } from './desk.ts'
import { startAskServer } from './server.ts'

const KEY = 'a-key-that-nobody-knows'
const BEARER = { authorization: `Bearer ${KEY}` }

let folder: string
let server: Listening
let url: string
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const work = vi.fn<Desk['work']>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-asks-'))
  await writeFile(join(folder, 'made.jpg'), 'a picture')
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  work.mockReset().mockResolvedValue({ done: DONE, name: 'made.jpg' })
  const resultOf = (name: string) => (name === 'made.jpg' ? join(folder, name) : undefined)
  server = await startAskServer({ host: '127.0.0.1', port: 0, key: KEY, log }, { work, resultOf })
  url = `http://127.0.0.1:${server.port}`
})
afterEach(() => server.close())

function form(fields: Record<string, string | Blob> = {}): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ prompt: '', image: new Blob(['bytes']), ...fields }))
    form.append(name, value)
  return form
}
const post = (path: string, body: BodyInit = form(), headers: Record<string, string> = BEARER) =>
  fetch(url + path, { method: 'POST', body, headers })

test('what a client of Livepeer’s gateway posts is worked on, and what is made can be fetched', async () => {
  const fields = { model_id: 'style-neon', strength: '0.5', seed: '7', num_images_per_prompt: '1', loras: '' }
  const response = await post('/image-to-image', form(fields))
  expect(response.status).toBe(200)
  const { images } = await response.json()
  expect(images).toEqual([{ url: `${url}/results/made.jpg`, seed: 7, nsfw: false }])
  const [{ input, task }] = work.mock.lastCall ?? [{}]
  expect(task).toEqual({ id: 'style-neon', strength: 0.5 })
  expect(await (input as Blob).text()).toBe('bytes')
  const result = await fetch(images[0].url)
  expect(result.headers.get('content-type')).toBe('image/jpeg')
  expect(await result.text()).toBe('a picture')
  expect((await fetch(`${url}/results/other.jpg`)).status).toBe(404)
})

test('a route has a model of its own where none is named, and the strength that Livepeer’s has', async () => {
  await post('/image-to-image', form({ model_id: '' }))
  await post('/upscale')
  const found = [{ label: 'cat', score: 0.9, box: { left: 0, top: 0, width: 1, height: 1 } }]
  work.mockResolvedValue({ done: { ...DONE, found }, name: '' })
  const text = await post('/image-to-text')
  expect(await text.json()).toEqual({ text: 'cat', objects: found })
  expect(work.mock.calls.map(([{ task }]) => task)).toEqual([
    { id: 'style-comic', strength: 0.8 },
    { id: 'enlarge', strength: 1 },
    { id: 'objects', strength: 1 },
  ])
})

test('what is said in a sound comes as text, and in chunks with their seconds', async () => {
  const said = [
    { start: 250, end: 1900, text: 'Good morning.' },
    { start: 2000, end: 2500, text: 'Hello.' },
  ]
  work.mockResolvedValue({ done: { ...DONE, said }, name: '' })
  const response = await post(
    '/audio-to-text',
    form({ audio: new Blob(['a sound']), return_timestamps: 'true' }),
  )
  expect(await response.json()).toEqual({
    text: 'Good morning. Hello.',
    chunks: [
      { text: 'Good morning.', timestamp: [0.25, 1.9] },
      { text: 'Hello.', timestamp: [2, 2.5] },
    ],
  })
  const [{ input, task }] = work.mock.lastCall ?? [{}]
  expect(task).toEqual({ id: 'captions', strength: 1 })
  expect(await (input as Blob).text()).toBe('a sound')
})

const paint = (body: unknown, headers: Record<string, string> = {}) =>
  post('/text-to-image', JSON.stringify(body), { ...BEARER, 'content-type': 'application/json', ...headers })

test('a prompt is painted, a picture for each seed from the one that is named', async () => {
  const fields = { model_id: 'imagine', prompt: ' a red boat ', seed: 7, num_images_per_prompt: 2 }
  const response = await paint({ ...fields, width: 1024, height: 576, guidance_scale: 7.5, loras: null })
  expect(response.status).toBe(200)
  const image = { url: `${url}/results/made.jpg`, nsfw: false }
  expect(await response.json()).toEqual({ images: [7, 8].map(seed => ({ ...image, seed })) })
  const task = { id: 'imagine', strength: 1 }
  expect(work.mock.calls.map(([asked]) => asked)).toEqual(
    [7, 8].map(seed => ({ input: { words: 'a red boat', seed }, task })),
  )
  const { images } = await (await paint({ prompt: 'a boat', model_id: null })).json()
  expect(work.mock.lastCall?.[0].input).toEqual({ words: 'a boat', seed: images[0].seed })
  await paint({ prompt: 'a zeppelin', model_id: 'sd-turbo', seed: 7 })
  const any = { input: { words: 'a zeppelin', seed: 7 }, task: { id: 'sd-turbo', strength: 1 } }
  expect(work.mock.lastCall?.[0]).toEqual(any)
})

test('where a picture fails those before it come back, and its reason where there are none', async () => {
  const gone = new MillraceError('no-orchestrator', 'Nobody is there.')
  const fields = { prompt: 'a boat', seed: 7, num_images_per_prompt: 4 }
  work.mockResolvedValueOnce({ done: DONE, name: 'made.jpg' }).mockRejectedValueOnce(gone)
  const { images } = await (await paint(fields)).json()
  expect(images).toEqual([{ url: `${url}/results/made.jpg`, seed: 7, nsfw: false }])
  expect(work).toHaveBeenCalledTimes(2)
  work.mockRejectedValueOnce(gone)
  expect((await paint(fields)).status).toBe(503)
})

test.each([
  [{}, 'prompt'],
  [{ prompt: ['a boat'] }, 'prompt'],
  [{ prompt: '' }, 'prompt'],
  [{ prompt: 'a boat and a zeppelin' }, 'prompt'],
  [{ prompt: 'boat '.repeat(1000) }, 'prompt'],
  [{ prompt: 'a boat', model_id: 'stabilityai/sdxl-turbo' }, 'model_id'],
  [{ prompt: 'a boat', num_images_per_prompt: 5 }, 'num_images_per_prompt'],
  [{ prompt: 'a boat', num_images_per_prompt: 0 }, 'num_images_per_prompt'],
  [{ prompt: 'a boat', num_images_per_prompt: '2' }, 'num_images_per_prompt'],
  [{ prompt: 'a boat', seed: -1 }, 'seed'],
  [{ prompt: 'a boat', seed: 2 ** 32 }, 'seed'],
  [{ prompt: 'a boat', seed: '7' }, 'seed'],
])('%o is not painted, by the name of the field', async (body, field) => {
  const response = await paint(body)
  expect(response.status).toBe(422)
  expect(await response.json()).toEqual({
    detail: [{ loc: ['body', field], msg: expect.any(String), type: 'value_error' }],
  })
  expect(work).not.toHaveBeenCalled()
})

test('words that are not known are named, with what to try instead', async () => {
  const { detail } = await (await paint({ prompt: 'a dog' })).json()
  expect(detail[0].msg).toMatch(/“dog”.*sheep/)
})

test('what is no JSON, and a prompt of a megabyte', async () => {
  for (const body of ['', '{', '[]', 'null', '"a boat"']) {
    const response = await post('/text-to-image', body, { ...BEARER, 'content-type': 'application/json' })
    expect([response.status, await response.json()]).toEqual([400, { detail: { msg: expect.any(String) } }])
  }
  expect((await post('/text-to-image')).status).toBe(415)
  // The connection may be closed before all of it is sent.
  const refused = await paint({ prompt: 'boat '.repeat(200_000) }).catch(() => undefined)
  expect([413, undefined]).toContain(refused?.status)
  expect(work).not.toHaveBeenCalled()
})

test.each([
  ['/audio-to-text', {}, 'audio'],
  ['/audio-to-text', { audio: 'no file' }, 'audio'],
  ['/audio-to-text', { model_id: 'openai/whisper-large-v3', audio: new Blob([]) }, 'model_id'],
  ['/image-to-image', { model_id: 'captions' }, 'model_id'],
  ['/image-to-image', { model_id: 'stabilityai/sdxl-turbo' }, 'model_id'],
  ['/image-to-image', { model_id: 'enlarge' }, 'model_id'],
  ['/image-to-image', { model_id: 'toString' }, 'model_id'],
  ['/upscale', { prompt: 'x'.repeat(2 ** 20) }, 'prompt'],
  ['/upscale', { ['x'.repeat(MAX_FORM_TEXT)]: 'y'.repeat(MAX_FORM_TEXT + 1) }, 'x'.repeat(40)],
  ['/image-to-image', { strength: '2' }, 'strength'],
  ['/image-to-image', { strength: 'much' }, 'strength'],
  ['/image-to-image', { num_images_per_prompt: '4' }, 'num_images_per_prompt'],
  ['/upscale', { seed: '1e3' }, 'seed'],
  ['/upscale', { image: 'no file' }, 'image'],
  ['/upscale', { model_id: new Blob(['a file']) }, 'model_id'],
])('%s with %o is refused by the name of the field', async (path, fields, field) => {
  const response = await post(path, form(fields))
  expect(response.status).toBe(422)
  const { detail } = await response.json()
  expect(detail).toEqual([{ loc: ['body', field], msg: expect.stringContaining(field), type: 'value_error' }])
  expect(work).not.toHaveBeenCalled()
})

test('what is no form, a damaged one, one that is too large', async () => {
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  const statusOf = async (answer: Promise<Response>) => {
    const response = await answer
    expect(await response.json()).toEqual({ detail: { msg: expect.any(String) } })
    return response.status
  }
  expect(await statusOf(post('/upscale', '{}', { ...BEARER, 'content-type': 'application/json' }))).toBe(415)
  for (const body of ['', '--x\r\n', 'no form at all'])
    expect(await statusOf(post('/upscale', body, { ...BEARER, ...type }))).toBe(400)
  const large = new Blob([new Uint8Array(MAX_FORM_BYTES)])
  // The connection may be closed before all of it is sent.
  const refused = await post('/upscale', form({ image: large })).catch(() => undefined)
  expect([413, undefined]).toContain(refused?.status)
  expect(work).not.toHaveBeenCalled()
})

test('nobody without the key, nothing that is not there, and only POST', async () => {
  for (const headers of [{}, { authorization: 'Bearer another' }]) {
    const response = await post('/upscale', form(), headers)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  }
  for (const path of ['/text-to-speech', '/', '/toString', '/results/../made.jpg'])
    expect((await post(path)).status).toBe(404)
  const read = await fetch(`${url}/upscale`, { headers: BEARER })
  expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  expect(work).not.toHaveBeenCalled()
})

test.each<[Code, number]>([
  ['bad-input', 400],
  ['too-large', 413],
  ['no-orchestrator', 503],
  ['too-slow', 504],
  ['bad-model', 500],
])('%s is answered %d, in words', async (code, status) => {
  work.mockRejectedValue(new MillraceError(code, 'It is so.', { hint: 'Do this.' }))
  const response = await post('/upscale')
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ detail: { msg: 'It is so. Do this.' } })
})

test('no more are in hand than fit into memory, and who leaves is forgotten', async () => {
  const signals: AbortSignal[] = []
  work.mockImplementation((_, signal) => {
    signals.push(signal)
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  const leaving = new AbortController()
  const asked = Array.from({ length: MAX_FORMS }, () =>
    fetch(`${url}/upscale`, { method: 'POST', body: form(), headers: BEARER, signal: leaving.signal }),
  )
  const left = Promise.allSettled(asked)
  await expect.poll(() => signals.length).toBe(MAX_FORMS)
  const full = await post('/upscale')
  expect([full.status, full.headers.get('retry-after')]).toEqual([503, '5'])
  leaving.abort()
  await left
  await expect.poll(() => signals.every(({ aborted }) => aborted)).toBe(true)
  work.mockResolvedValue({ done: DONE, name: 'made.jpg' })
  await expect.poll(async () => (await post('/upscale')).status).toBe(200)
})

test('a page of any origin may ask', async () => {
  const preflight = await fetch(`${url}/upscale`, { method: 'OPTIONS' })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
  expect((await post('/upscale')).headers.get('access-control-allow-origin')).toBe('*')
})
