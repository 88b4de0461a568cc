import { type Client, createTransport, type HttpTransport, TimeoutError } from 'viem'
import { getBlockNumber } from 'viem/actions'

/** What an answer depends on but the block, for these methods: their parameters. */
const CACHED = ['eth_call', 'eth_getBalance', 'eth_getBlockByNumber']

type Listener = { onblock(): void; onerror(thrown: unknown): void }

/**
 * The newest block of a chain, looked for as long as somebody listens. Meanwhile the same question is asked once per
 * block, however many ask it.
 */
export type Head = {
  /** @returns stops it */
  listen(listener: Listener): () => void
  /** Something was confirmed: what was read before is old. */
  renew(): void
}

type Memory = Map<string, Promise<unknown>>

/** A transport that fails while `away()`. */
export function leaving(transport: HttpTransport, away: () => boolean): HttpTransport {
  return parameters => {
    const { config, request, value } = transport(parameters)
    const asking: typeof request = args => {
      if (away()) throw new TimeoutError({ body: {}, url: value?.url ?? '' })
      return request(args)
    }
    return createTransport({ ...config, retryCount: 0, request: asking }, value) as never
  }
}

/** A transport that remembers answers about the newest block in `memory()`, where there is one. */
export function remembering(transport: HttpTransport, memory: () => Memory | undefined): HttpTransport {
  return parameters => {
    const { config, request, value } = transport(parameters)
    const asking: typeof request = async args => {
      const answers = CACHED.includes(args.method) ? memory() : undefined
      if (answers === undefined) return request(args)
      const key = JSON.stringify(args)
      const found = answers.get(key)
      if (found !== undefined) return found as never
      const answer = request(args)
      answers.set(key, answer)
      answer.catch(() => answers.delete(key))
      return answer as never
    }
    return createTransport({ ...config, retryCount: 0, request: asking }, value) as never
  }
}

/** @param memory renewed at each new block, and undefined while nobody listens */
export function openHead(client: Client<HttpTransport>, memory: { current: Memory | undefined }): Head {
  const listeners = new Set<Listener>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let block: bigint | undefined
  let round = 0

  function tell() {
    if (listeners.size === 0) return
    memory.current = new Map()
    for (const { onblock } of listeners) onblock()
  }

  async function look(turn: number): Promise<void> {
    try {
      const found = await getBlockNumber(client, { cacheTime: 0 })
      if (turn !== round) return
      if (found !== block) {
        block = found
        tell()
      }
    } catch (error) {
      if (turn !== round) return
      // The next block that is seen counts as new: nobody knows what was missed.
      block = undefined
      for (const { onerror } of listeners) onerror(error)
    }
    if (turn === round) timer = setTimeout(look, client.pollingInterval, turn)
  }

  return {
    listen(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        memory.current = new Map()
        void look(++round)
      } else listener.onblock()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        round++
        clearTimeout(timer)
        memory.current = undefined
        block = undefined
      }
    },
    renew: tell,
  }
}
