import { afterAll, expect, test, vi } from 'vitest'
import type { FromWorker } from './bridge.ts'
import { linkHub } from './hub.ts'

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
function transform(scope: EventTarget, id: string): ReadableStream {
  const { readable, writable } = new TransformStream()
  const transformer = { readable, writable, options: { millraceLink: id, direction: 'receive' } }
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
