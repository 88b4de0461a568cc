import { randomBytes } from 'node:crypto'
import { BACKDROPS, backdropOf } from '../web/protocol/backdrops.ts'
import { ExitError } from './exit.ts'
import { checkFile } from './film.ts'
import type { Settings } from './options.ts'

/** What is put behind people: one of ours, or a file that the page is served. */
export type Behind = {
  /** To be served, by path. */
  files: (readonly [path: string, file: string])[]
  /** What the page is told, by the origin that it is served from. */
  named(origin: string): string | undefined
}

/** For what is made of files and on request, by one of ours alone. @throws ExitError usage */
export function namedBackdrop({ backdrop }: Pick<Settings, 'backdrop'>): { backdrop?: string } {
  if (backdrop === undefined) return {}
  if (backdropOf(backdrop) !== undefined) return { backdrop }
  const names = BACKDROPS.map(({ id }) => id).join(', ')
  throw new ExitError(
    'usage',
    `--backdrop takes one of ${names} here.`,
    'A picture of your own goes behind people on the files page, and in streams.',
  )
}

/** @param backdrop as OPTIONS have it @throws ExitError usage: it is no file that can be read */
export async function openBackdrop(backdrop: string | undefined): Promise<Behind> {
  if (backdrop === undefined || backdropOf(backdrop) !== undefined)
    return { files: [], named: () => backdrop }
  await checkFile(backdrop, 'Name a picture: JPEG, PNG or WebP.')
  const path = `/media/${randomBytes(16).toString('hex')}`
  return { files: [[path, backdrop]], named: origin => origin + path }
}
