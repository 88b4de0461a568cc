import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { onFreePort } from './ports.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const host = '127.0.0.1'
const open: Server[] = []

function listen(port: number, address = host): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => {
      open.push(server)
      resolve((server.address() as { port: number }).port)
    })
  })
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(server => new Promise(resolve => server.close(resolve))))
})

test('a default port that is in use gives way to a later one', async () => {
  const taken = await listen(0)
  expect(await onFreePort({ host, port: undefined }, taken, quiet, listen)).toBeGreaterThan(taken)
})

test('many at the same time find ports of their own', async () => {
  const taken = await listen(0)
  const ports = await Promise.all(
    Array.from({ length: 10 }, () => onFreePort({ host, port: undefined }, taken, quiet, listen)),
  )
  expect(new Set(ports).size).toBe(10)
})

test('a port that was asked for does not give way', async () => {
  const port = await listen(0)
  await expect(onFreePort({ host, port }, 1, quiet, listen)).rejects.toMatchObject({
    code: 4,
    message: `Port ${port} is in use on ${host}.`,
  })
})

test('a host that is not of this machine is refused in words', async () => {
  const start = (port: number) => listen(port, '192.0.2.1')
  await expect(onFreePort({ host: '192.0.2.1', port: 0 }, 1, quiet, start)).rejects.toMatchObject({ code: 2 })
})

test('what fails for another reason fails with it', async () => {
  const start = () => Promise.reject(new Error('no luck'))
  await expect(onFreePort({ host, port: 0 }, 1, quiet, start)).rejects.toThrow('no luck')
})
