import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { HostEvent } from '../../web/pages/host.ts'
import type { Found, Said } from '../../web/protocol/askschema.ts'
import { CAPTIONS } from '../../web/protocol/captions.ts'
import { effectOf } from '../../web/protocol/effects.ts'
import { toError } from '../../web/protocol/errors.ts'
import { CLIP_FRAMES, IMAGINE_ANY, IMAGINE_CLIP, isPainted } from '../../web/protocol/imagine.ts'
import { OBJECTS } from '../../web/protocol/objects.ts'
import type { Effect } from '../../web/protocol/schema.ts'
import { formatVtt, toCues } from '../../web/protocol/webvtt.ts'
import { anySeed, toWish, type Wish } from '../../web/protocol/wish.ts'
import { namedBackdrop } from '../backdrop.ts'
import { ExitError } from '../exit.ts'
import { type Intake, openIntake } from '../http/intake.ts'
import { oneLine } from '../log.ts'
import type { Settings } from '../options.ts'
import type { MakingOptions } from '../transcode/make.ts'
import { openFiles } from '../transcode/outputs.ts'
import { toJson } from '../transcode/tell.ts'
import { type AskQueue, type Done, openQueue } from './queue.ts'
import { lines, type Told, toldOf } from './tell.ts'

/** A request of the command line. */
export type Asking = {
  /** URL path of the picture or the sound, if it is about one. */
  media: string
  intake: Intake
  /** For the page. */
  asks: Pick<AskQueue, 'next' | 'tell'>
  onevent(event: HostEvent): void
  /** Resolves when everything is in its place. @throws ExitError */
  over: Promise<void>
}

/** Faults of it itself, or of what is asked of it. */
const OURS = ['bad-input', 'too-large']

/** Endings of what is no JPEG. */
const OTHERS = ['.json', '.vtt', '.txt', '.png', '.webm']

/** Prepares all that the page needs for a request of the command line. @throws ExitError usage */
export async function openAsking(options: Omit<MakingOptions, 'data' | 'film'>): Promise<Asking> {
  const { settings, json, terminal, lifetime } = options
  const began = performance.now()
  const task = taskOf(settings)
  const { out } = settings
  const outputs = out === undefined ? undefined : await openFiles(out, ['made'])
  const path = `/made/${randomBytes(16).toString('hex')}/`
  const intake = openIntake({ path, placeOf: name => outputs?.placeOf(name) })
  lifetime.defer(intake.close)
  const queue = openQueue()
  const say = json ? (told: Told) => console.log(toJson(told)) : lines(terminal)
  const tell = (told: Told | undefined) => {
    if (told !== undefined && !lifetime.signal.aborted) say(told)
  }
  const media = `/media/${randomBytes(16).toString('hex')}/`
  const wish = wishOf(settings)
  const painted = wish && { ...wish, ...(task.id === IMAGINE_CLIP.id && { frames: CLIP_FRAMES }) }
  const wanted = { task, about: wish ?? media, out: `${path}made` }
  const finish = async ({ found, said, peer, paid, checked }: Done) => {
    const content = out === undefined ? undefined : textOf(out, found, said)
    if (out !== undefined && content !== undefined) await writeFile(out, content, { flag: 'wx' })
    const ms = Math.round(performance.now() - began)
    const files = out === undefined ? [] : [out]
    tell({
      event: 'done',
      files,
      ...(found && { found }),
      ...(said && { said }),
      peer,
      checked,
      ms,
      paid,
      exit: 0,
    })
  }
  const over = queue
    .ask(wanted, lifetime.signal, news => tell(toldOf(news, painted)))
    .then(finish, thrown => {
      const { code, message, hint } = toError(thrown)
      throw new ExitError(OURS.includes(code) ? 'usage' : 'video', oneLine(message), hint && oneLine(hint))
    })
  // It may fail before anybody waits for it.
  over.catch(() => {})
  return {
    ...{ media, intake, asks: queue, over },
    onevent: ({ kind }) => {
      if (kind === 'ready') queue.restart()
    },
  }
}

/** @throws ExitError usage where options do not go together */
export function taskOf({ effect, strength = 1, out, seed, ...more }: Settings): Effect {
  if (effect === undefined) throw wrong('It needs to know what is to be done: --effect <name>.')
  if (seed !== undefined && !isPainted(effect)) throw wrong('A seed is for what is painted from words alone.')
  const ending = out === undefined ? undefined : extname(out).toLowerCase()
  if (effect === OBJECTS.id) {
    if (ending !== undefined && ending !== '.json') throw wrong('Objects are written as .json, or only said.')
    return { id: effect, strength: 1 }
  }
  if (effect === CAPTIONS.id) {
    if (ending !== undefined && !['.vtt', '.txt', '.json'].includes(ending))
      throw wrong('Captions are written as .vtt, .txt or .json, or only said.')
    return { id: effect, strength: 1 }
  }
  if (ending === undefined) throw wrong('It needs a place for what is made: --out <file>.')
  if (isPainted(effect)) {
    const due = effect === IMAGINE_CLIP.id ? '.webm' : '.png'
    if (ending !== due) throw wrong(`What is painted is written as ${due}.`)
    if (effect === IMAGINE_ANY.id && more.relay === undefined)
      throw wrong('Any words are painted by others alone: name the --relay at which they are.')
    return { id: effect, strength: 1 }
  }
  if (OTHERS.includes(ending)) throw wrong('A picture is written as .jpg.')
  return { id: effect, strength: effectOf(effect)?.whole ? 1 : strength, ...namedBackdrop(more) }
}

/** What is to be painted; undefined: it is asked of a file. @throws ExitError usage: nobody can paint it */
export function wishOf({ effect, words = '', seed = anySeed() }: Settings): Wish | undefined {
  if (!isPainted(effect)) return undefined
  try {
    return toWish(words, seed, effect)
  } catch (thrown) {
    const { message, hint } = toError(thrown)
    throw new ExitError('usage', oneLine(message), hint && oneLine(hint))
  }
}

/** What a file of what was found or said holds, by its ending; undefined: neither was. */
export function textOf(
  out: string,
  found: Found[] | undefined,
  said: Said[] | undefined,
): string | undefined {
  if (found === undefined && said === undefined) return undefined
  switch (extname(out).toLowerCase()) {
    case '.vtt':
      return formatVtt(toCues(said ?? []))
    case '.txt':
      return `${(said ?? []).map(({ text }) => text).join('\n')}\n`
    default:
      return `${JSON.stringify(found ?? said, null, 2)}\n`
  }
}

function wrong(message: string): ExitError {
  return new ExitError('usage', message, '`millrace ask --help` says more.')
}
