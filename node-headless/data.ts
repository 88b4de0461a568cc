import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExitError } from './exit.ts'

/**
 * Makes the data folder, for this user only, and takes it: two nodes must not share an identity or a browser profile.
 * @returns gives it back
 * @throws ExitError taken when a running process has it
 */
export async function takeData(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, 'lock')
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(error => {
    throw new ExitError('usage', `The data folder cannot be made: ${error.message}`)
  })
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (holder !== process.pid && isAlive(holder)) {
    throw new ExitError(
      'taken',
      `Process ${holder} uses the data folder ${folder}.`,
      `Stop it, or name another folder with --data. If it is no Millrace process, remove ${lock}.`,
    )
  }
  await writeFile(lock, String(process.pid), { mode: 0o600 })
  return () => rm(lock, { force: true })
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
