import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Turn = { port: number; user: string; password: string; close(): Promise<void> }

const PORT = 34_780
const USER = 'bench'
const PASSWORD = 'bench'

/** coturn on loopback, from Debian's package. */
export async function startTurn(): Promise<Turn> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-turn-'))
  const child = spawn(
    'turnserver',
    [
      ...[
        '-n',
        '--no-cli',
        '--no-tls',
        '--no-dtls',
        '--allow-loopback-peers',
        '--lt-cred-mech',
        '--log-file',
        'stdout',
      ],
      ...['--listening-ip', '127.0.0.1', '--relay-ip', '127.0.0.1', '--listening-port', String(PORT)],
      ...['--realm', 'bench', '--user', `${USER}:${PASSWORD}`],
      ...['--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db')],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const kill = () => child.kill()
  process.once('exit', kill)
  const exit = once(child, 'exit')
  const listening = new Promise<void>(resolve => {
    child.stdout.on('data', text => {
      if (String(text).includes('DB connection success')) resolve()
    })
  })
  const failed = exit.then(() => Promise.reject(new Error('turnserver ended: is coturn installed?')))
  await Promise.race([listening, failed])
  failed.catch(() => {})
  return {
    port: PORT,
    user: USER,
    password: PASSWORD,
    async close() {
      process.off('exit', kill)
      kill()
      await exit
      await rm(folder, { recursive: true })
    },
  }
}
