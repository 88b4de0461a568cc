import { createServer } from 'node:net'
import { ExitError } from '../exit.ts'

/** How many ports after a default one are tried. */
const TRIES = 50

/**
 * The first port that can be listened on: exactly the wanted one, else the default or one of those after it.
 * @throws ExitError taken, or usage when the host is no address of this machine
 */
export async function choosePort(
  host: string,
  wanted: number | undefined,
  fallback: number,
): Promise<number> {
  const first = wanted ?? fallback
  const last = wanted ?? fallback + TRIES
  for (let port = first; port <= last; port++) {
    const error = await tryPort(host, port)
    if (error === undefined) return port
    if (error.code !== 'EADDRINUSE') {
      throw new ExitError('usage', `${host}:${port} cannot be listened on: ${error.message}`)
    }
  }
  const ports = first === last ? `Port ${first} is` : `Ports ${first} to ${last} are`
  throw new ExitError(
    'taken',
    `${ports} in use on ${host}.`,
    'Stop what uses it, or name another port; 0 takes any.',
  )
}

function tryPort(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}
