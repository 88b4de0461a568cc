import { expect, test, vi } from 'vitest'
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts'
import { openControl } from './control.ts'

/** A control channel whose other end is this test. */
function setUp() {
  const sent: Uint8Array[] = []
  const channel = {
    readyState: 'connecting',
    onopen() {},
    onclose() {},
    onmessage(_: { data: unknown }) {},
    send: (message: Uint8Array) => sent.push(message),
  }
  const handlers = { onopen: vi.fn(), onmessage: vi.fn(), onword: vi.fn(), onend: vi.fn() }
  const control = openControl({ createDataChannel: () => channel } as unknown as RTCPeerConnection, handlers)
  const open = () => {
    channel.readyState = 'open'
    channel.onopen()
  }
  const receive = (first: number, rest: Uint8Array | string) => {
    const bytes = typeof rest === 'string' ? new TextEncoder().encode(rest) : rest
    channel.onmessage({ data: Uint8Array.of(first, ...bytes).buffer })
  }
  return { sent, channel, handlers, control, open, receive }
}

const code = (code: string) => expect.objectContaining({ code })

test('what is said before the channel is open is sent when it opens', () => {
  const { sent, control, open, handlers } = setUp()
  control.say({ kind: 'heard' })
  expect(sent).toEqual([])
  open()
  expect(sent).toHaveLength(1)
  expect(handlers.onopen).toHaveBeenCalledOnce()
  control.send(Uint8Array.of(7))
  expect(sent[1]).toEqual(Uint8Array.of(0, 7))
})

test('messages and words come apart again', () => {
  const { receive, handlers } = setUp()
  receive(0, Uint8Array.of(1, 2))
  receive(1, '{"kind":"carrier","carrier":"data","connections":4}')
  expect(handlers.onmessage).toHaveBeenCalledWith(Uint8Array.of(1, 2))
  receive(1, '{"kind":"landed","number":7}')
  expect(handlers.onword.mock.calls).toEqual([
    [{ kind: 'carrier', carrier: 'data', connections: 4 }],
    [{ kind: 'landed', number: 7 }],
  ])
})

test('malformed, large and hurried messages end the link', () => {
  const malformed = setUp()
  const words = ['', '{', '{"kind":"sing"}', '{"kind":"carrier","carrier":"data","connections":5}']
  for (const word of [...words, '{"kind":"sent","number":-1}', '{"kind":"landed","number":4294967296}'])
    malformed.receive(1, word)
  malformed.channel.onmessage({ data: 'text' })
  malformed.channel.onmessage({ data: new ArrayBuffer(0) })
  expect(malformed.handlers.onend.mock.calls).toEqual(Array(8).fill([code('bad-message')]))

  const large = setUp()
  large.channel.onmessage({ data: new ArrayBuffer(MAX_MESSAGE_BYTES + 2) })
  expect(large.handlers.onend).toHaveBeenCalledWith(code('too-large'))
  expect(() => large.control.send(new Uint8Array(MAX_MESSAGE_BYTES + 1))).toThrow(code('too-large'))

  const hurried = setUp()
  for (let count = 0; count < 1000; count += 1) hurried.receive(0, '')
  expect(hurried.handlers.onend).toHaveBeenCalledWith(code('too-fast'))
})

test('nothing is sent on a closed channel', () => {
  const { sent, channel, control, handlers } = setUp()
  channel.readyState = 'closed'
  control.send(Uint8Array.of(1))
  expect(sent).toEqual([])
  channel.onclose()
  expect(handlers.onend).toHaveBeenCalledWith(undefined)
})
