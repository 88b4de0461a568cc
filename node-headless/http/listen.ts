import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Listening = { port: number; close(): Promise<void> }

/** Has a server listen. It closes without waiting for who is connected. Rejects with the listen error, e.g. EADDRINUSE. */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}
