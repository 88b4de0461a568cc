import { afterAll, expect, test, vi } from 'vitest'
import type { FromWorker, ToWorker } from './bridge.ts'
import { linkHub } from './hub.ts'
import { attach } from './rtp-port.ts'

vi.stubGlobal(
  'VideoFrame',
  class {
    close() {}
  },
)
afterAll(() => vi.unstubAllGlobals())

function announce(scope: EventTarget, id: string): MessagePort {
  const { port1, port2 } = new MessageChannel()
  scope.dispatchEvent(new MessageEvent('message', { data: { millraceLink: id, port: port2 } }))
  return port1
}
function transform(
  scope: EventTarget,
  id: string,
  readable = new TransformStream().readable,
): ReadableStream {
  const transformer = {
    readable,
    writable: new WritableStream(),
    options: { millraceLink: id, direction: 'receive' },
  }
  scope.dispatchEvent(Object.assign(new Event('rtctransform'), { transformer }))
  return readable
}

test('a frame transform is taken by a link that lives, and by none that has ended', () => {
  const scope = new EventTarget()
  const port = linkHub(scope).port('link')
  expect(transform(scope, 'link').locked).toBe(true)
  port.close()
  expect(transform(scope, 'link').locked).toBe(false)
})

test('of a carrier that comes the other side hears where it has asked', async () => {
  const scope = new EventTarget()
  linkHub(scope).port('link')
  const main = announce(scope, 'link')
  const told: FromWorker[] = []
  const next = () =>
    new Promise<void>(resolve => {
      main.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind !== 'landed') return
        told.push(data)
        resolve()
      }
    })
  const { readable, writable } = new TransformStream()
  transform(scope, 'link', readable)
  const writer = writable.getWriter()
  const carrier = (number: number) => ({ data: attach(new Uint8Array(), new Uint8Array(), number) })
  await writer.write(carrier(1))
  main.postMessage({ kind: 'sent', number: 2 } satisfies ToWorker)
  await writer.write(carrier(2))
  await next()
  main.postMessage({ kind: 'sent', number: 1 } satisfies ToWorker)
  await next()
  expect(told).toEqual(Array(2).fill({ kind: 'landed', number: 2 }))
  main.close()
})

test('an announcement that comes after the end is told so', async () => {
  const scope = new EventTarget()
  linkHub(scope).port('link').close()
  const main = announce(scope, 'link')
  const told = await new Promise<FromWorker>(resolve => {
    main.onmessage = ({ data }) => resolve(data)
  })
  expect(told).toEqual({ kind: 'close' })
  main.close()
})
