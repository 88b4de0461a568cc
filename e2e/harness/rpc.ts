import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An RPC in front of another, whose troubles are at hand. */
export type Rpc = {
  url: string
  /** First and last blocks of the logs that were asked for, since this was emptied. */
  ranges: [number, number][]
  /** HTTP requests, since this was zeroed. */
  requests: number
  /** Every request is cut off. */
  dead: boolean
  /** Log ranges of more blocks are refused. */
  maxBlocks: number
  close(): Promise<void>
}

type Call = { id: number; method: string; params?: { fromBlock: string; toBlock: string }[] }

export async function openRpc(behind: string): Promise<Rpc> {
  const server = createServer((request, response) => {
    // Pages are of another origin.
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Allow-Headers', 'content-type')
    if (request.method === 'OPTIONS') {
      response.end()
      return
    }
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', async () => {
      if (rpc.dead) {
        request.socket.destroy()
        return
      }
      rpc.requests++
      const body = Buffer.concat(chunks).toString()
      const asked: Call | Call[] = JSON.parse(body)
      const calls = [asked].flat()
      rpc.ranges.push(...calls.map(rangeOf).filter(range => range !== undefined))
      response.setHeader('Content-Type', 'application/json')
      const refused = calls.filter(call => isTooMuch(call, rpc.maxBlocks))
      const answer = await fetch(behind, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      })
      const answers = [await answer.json()].flat().map(each => {
        if (!refused.some(({ id }) => id === each.id)) return each
        const error = { code: -32602, message: 'query returned more than 10000 results' }
        return { jsonrpc: '2.0', id: each.id, error }
      })
      response.end(JSON.stringify(Array.isArray(asked) ? answers : answers[0]))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const rpc: Rpc = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges: [],
    requests: 0,
    dead: false,
    maxBlocks: Number.POSITIVE_INFINITY,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return rpc
}

function isTooMuch(call: Call, most: number): boolean {
  const [first, last] = rangeOf(call) ?? [0, 0]
  return last - first + 1 > most
}

function rangeOf({ method, params }: Call): [number, number] | undefined {
  const range = params?.[0]
  return method === 'eth_getLogs' && range ? [Number(range.fromBlock), Number(range.toBlock)] : undefined
}
