import { readFile, rename, writeFile } from 'node:fs/promises'
import * as v from 'valibot'
import type { Address } from 'viem'
import { DeploymentFault } from './fault.ts'
import type { Addresses, ContractName } from './steps.ts'

const address = v.custom<Address>(value => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const schema = v.object({
  chainId: v.number(),
  since: v.optional(v.number(), 0),
  addresses: v.record(v.string(), address),
})

/** What a deployment knows of its chain; `since` is a block before the first contract. */
export type Entry = { since: number; addresses: Partial<Addresses> }

/** Where a deployment keeps its addresses; each is noted before the contract is sent. */
export type Book = {
  /** Undefined before the first note. */
  read(chainId: number): Promise<Entry | undefined>
  note(chainId: number, block: number, name: ContractName, address: Address): Promise<void>
}

/** A book for as long as the process lives, which may begin with what another one says. */
export function memoryBook(entry?: Entry): Book {
  let kept = entry
  return {
    read: async () => kept,
    note: async (_, block, name, address) => {
      kept = added(kept, block, name, address)
    },
  }
}

/** A book in a JSON file of one chain. Rejects with DeploymentFault when the file holds something else. */
export function fileBook(path: string): Book {
  async function read(chainId: number): Promise<Entry | undefined> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return undefined
    const found = parse(text, path)
    if (found.chainId !== chainId) {
      const hint = 'Name another file, or the chain that it is of.'
      throw new DeploymentFault(`${path} is of chain ${found.chainId}, this is chain ${chainId}.`, hint)
    }
    return { since: found.since, addresses: found.addresses }
  }

  return {
    read,
    async note(chainId, block, name, address) {
      const entry = added(await read(chainId), block, name, address)
      await writeFile(`${path}.new`, `${JSON.stringify({ chainId, ...entry }, undefined, 2)}\n`)
      await rename(`${path}.new`, path)
    },
  }
}

function added(entry: Entry | undefined, block: number, name: ContractName, address: Address): Entry {
  return { since: entry?.since ?? block, addresses: { ...entry?.addresses, [name]: address } }
}

function parse(text: string, path: string): v.InferOutput<typeof schema> {
  try {
    return v.parse(schema, JSON.parse(text))
  } catch {
    const hint = 'Move it away: a deployment then begins anew.'
    throw new DeploymentFault(`${path} holds no addresses of a chain.`, hint)
  }
}
