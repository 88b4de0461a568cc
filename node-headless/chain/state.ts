import { readFile, rename, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Hex } from 'viem'
import type { Log } from '../log.ts'
import type { ChainClient } from './accounts.ts'

/** What a crash loses, at most. */
const SAVE_MS = 30_000

/** Whether a file holds a chain's state that can be loaded. */
export async function findState(path: string): Promise<'none' | 'whole' | 'broken'> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return 'none'
  try {
    return 'accounts' in JSON.parse(text) ? 'whole' : 'broken'
  } catch {
    return 'broken'
  }
}

/**
 * Writes a local chain's state to a file, whole or not at all, now and then.
 * @returns writes it a last time and stops
 */
export function keepState(client: ChainClient, path: string, log: Log): () => Promise<void> {
  let saving = Promise.resolve()
  const save = () => {
    saving = saving
      .then(() => saveState(client, path))
      .catch(error => log.warn(`the chain’s state is not saved: ${(error as Error).message.split('\n')[0]}`))
    return saving
  }
  const timer = setInterval(save, SAVE_MS)
  return () => {
    clearInterval(timer)
    return save()
  }
}

async function saveState(client: ChainClient, path: string): Promise<void> {
  const dump = (await client.request({ method: 'anvil_dumpState' } as never)) as Hex
  await writeFile(`${path}.new`, await promisify(gunzip)(Buffer.from(dump.slice(2), 'hex')))
  await rename(`${path}.new`, path)
}
