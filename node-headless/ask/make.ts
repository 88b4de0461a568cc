import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { HostEvent } from '../../web/pages/host.ts'
import { effectOf } from '../../web/protocol/effects.ts'
import { toError } from '../../web/protocol/errors.ts'
import { OBJECTS } from '../../web/protocol/objects.ts'
import type { Effect } from '../../web/protocol/schema.ts'
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
  /** URL path of the picture. */
  media: string
  intake: Intake
  /** For the page. */
  asks: Pick<AskQueue, 'next' | 'tell'>
  onevent(event: HostEvent): void
  /** Resolves when everything is in its place. @throws ExitError */
  over: Promise<void>
}

/** Faults of the picture itself, or of what is asked of it. */
const OURS = ['bad-input', 'too-large']

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
  const wanted = { task, file: media, out: `${path}made` }
  const finish = async ({ found, peer, paid, checked }: Done) => {
    if (found !== undefined && out !== undefined) {
      await writeFile(out, `${JSON.stringify(found, null, 2)}\n`, { flag: 'wx' })
    }
    const ms = Math.round(performance.now() - began)
    const files = out === undefined ? [] : [out]
    tell({ event: 'done', files, ...(found && { found }), peer, checked, ms, paid, exit: 0 })
  }
  const over = queue
    .ask(wanted, lifetime.signal, news => tell(toldOf(news)))
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
export function taskOf({ effect, strength = 1, out }: Settings): Effect {
  if (effect === undefined) throw wrong('It needs to know what is to be done: --effect <name>.')
  const ending = out === undefined ? undefined : extname(out).toLowerCase()
  if (effect === OBJECTS.id) {
    if (ending !== undefined && ending !== '.json') throw wrong('Objects are written as .json, or only said.')
    return { id: effect, strength: 1 }
  }
  if (ending === undefined) throw wrong('It needs a place for the picture: --out <file>.')
  if (ending === '.json') throw wrong('A picture is written as .jpg.')
  return { id: effect, strength: effectOf(effect)?.whole ? 1 : strength }
}

function wrong(message: string): ExitError {
  return new ExitError('usage', message, '`millrace ask --help` says more.')
}
