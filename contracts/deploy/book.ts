import { readFile, rename, writeFile } from 'node:fs/promises'
import * as v from 'valibot'
import type { Address } from 'viem'
import type { Addresses, ContractName } from './steps.ts'

const address = v.custom<Address>(value => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const schema = v.object({ chainId: v.number(), addresses: v.record(v.string(), address) })

/** Where a deployment keeps its addresses; each is noted before the contract is sent. */
export type Book = {
  read(chainId: number): Promise<Partial<Addresses>>
  note(chainId: number, name: ContractName, address: Address): Promise<void>
}

/** A book for as long as the process lives. */
export function memoryBook(): Book {
  const addresses: Partial<Addresses> = {}
  return {
    read: async () => ({ ...addresses }),
    note: async (_, name, address) => {
      addresses[name] = address
    },
  }
}

/** A book in a JSON file of one chain. Rejects when the file holds something else, or another chain. */
export function fileBook(path: string): Book {
  async function read(chainId: number): Promise<Partial<Addresses>> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return {}
    const found = v.parse(schema, JSON.parse(text))
    if (found.chainId !== chainId)
      throw new Error(`${path} is of chain ${found.chainId}, this is ${chainId}.`)
    return found.addresses
  }

  return {
    read,
    async note(chainId, name, address) {
      const addresses = { ...(await read(chainId)), [name]: address }
      await writeFile(`${path}.new`, `${JSON.stringify({ chainId, addresses }, undefined, 2)}\n`)
      await rename(`${path}.new`, path)
    },
  }
}
