import { constants } from 'node:fs'
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { ExitError } from '../exit.ts'

/** Where what is made goes. */
export type Outputs = {
  /** Path for a file of the page, by the rendition's name or, for HLS, its own; undefined: there is none of that name. */
  placeOf(name: string): string | undefined
  /** Everything is there: gives it its name. Returns what a user may open. */
  finish(): Promise<string[]>
  /** Leaves nothing of what is not whole. */
  discard(): Promise<void>
}

/** Files of a package are flat, and have plain names. */
const PACKAGED = /^[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.(m3u8|mp4|m4s)$/

/**
 * One file for each rendition.
 * @param renditions names; several are told apart in the names of their files
 * @throws ExitError usage: a file is there already, or its folder is not
 */
export async function openFiles(out: string, renditions: string[]): Promise<Outputs> {
  const ending = extname(out)
  const base = join(dirname(out), basename(out, ending))
  const places = new Map(
    renditions.map(name => [name, renditions.length === 1 ? out : `${base}-${name}${ending}`]),
  )
  await checkFolder(dirname(out))
  for (const place of places.values()) {
    if ((await stat(place).catch(() => undefined)) !== undefined) throw inTheWay(place)
  }
  return {
    placeOf: name => places.get(name),
    finish: async () => [...places.values()],
    discard: async () => {},
  }
}

/**
 * A package of HLS in a folder.
 * @throws ExitError usage: the folder holds something already, or cannot be made
 */
export async function openFolder(folder: string): Promise<Outputs> {
  const growing = `${folder}.part`
  await checkFolder(dirname(folder))
  const inside = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw inTheWay(folder)
  })
  if (inside.length > 0) throw inTheWay(folder)
  await rm(growing, { recursive: true, force: true })
  await mkdir(growing)
  return {
    placeOf: name => (PACKAGED.test(name) ? join(growing, name) : undefined),
    async finish() {
      await rename(growing, folder).catch(error => {
        throw new ExitError('video', `${folder} could not be made: ${error.message}`)
      })
      return [join(folder, 'master.m3u8')]
    },
    discard: () => rm(growing, { recursive: true, force: true }),
  }
}

async function checkFolder(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch(() => {
    throw new ExitError('usage', `Nothing can be written to ${folder}.`, 'It must be a folder that is there.')
  })
}

function inTheWay(place: string): ExitError {
  return new ExitError('usage', `${place} is there already.`, 'Remove it, or name another place.')
}
