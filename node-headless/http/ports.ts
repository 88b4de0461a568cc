import { createServer } from 'node:net'
import { ExitError } from '../exit.ts'
import type { Log } from '../log.ts'

/** How many ports after a default one are tried. */
const TRIES = 50

export type Place = { host: string; port: number | undefined }

/**
 * Starts a server on exactly the wanted port, else on the default one or the first free one after it.
 * @param log hears of a default port that is in use
 * @param start rejects when it cannot listen
 * @throws ExitError taken, or usage when nothing can listen there
 */
export async function onFreePort<T>(
  { host, port: wanted }: Place,
  fallback: number,
  log: Log,
  start: (port: number) => Promise<T>,
): Promise<T> {
  const first = wanted ?? fallback
  const last = wanted ?? fallback + TRIES
  for (let port = first; port <= last; port++) {
    try {
      return await start(port)
    } catch (error) {
      const reason = await whyNot(host, port)
      if (reason === undefined) throw error
      if (reason.code !== 'EADDRINUSE') {
        throw new ExitError('usage', `${host}:${port} cannot be listened on: ${reason.message}`)
      }
      if (wanted === undefined) log.info(`port ${port} is in use`)
    }
  }
  const ports = first === last ? `Port ${first} is` : `Ports ${first} to ${last} are`
  throw new ExitError(
    'taken',
    `${ports} in use on ${host}.`,
    'Stop what uses it, or name another port; 0 takes any.',
  )
}

/** The error with which a port refuses to be listened on. */
function whyNot(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}
