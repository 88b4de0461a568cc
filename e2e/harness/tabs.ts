import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { findChrome } from '../../node-headless/chrome/find.ts'
import { SWITCHES, UNSLOWED } from './browser.ts'

export type Tabs = {
  /** Opens a page, and another tab in front of it. */
  openBehind(url: string): Promise<Tab>
  close(): Promise<void>
}

export type Tab = {
  /** What an expression comes to in the page, once it is settled. @throws Error what the page throws */
  evaluate(expression: string): Promise<unknown>
}

/** Of the members that are read here; which ones there are depends on what was sent. */
type Result = {
  targetId: string
  sessionId: string
  result: { value: unknown }
  exceptionDetails?: object
}
type Message = {
  id?: number
  method?: string
  sessionId?: string
  result?: Result
  error?: { message: string }
}

/** A Chromium as people have it, which slows the timers of tabs that are hidden. Playwright keeps its pages in sight. */
export async function openTabs(): Promise<Tabs> {
  const profile = await mkdtemp(join(tmpdir(), 'millrace-tabs-'))
  const switches = SWITCHES.filter(each => !UNSLOWED.includes(each))
  const chrome = spawn(
    findChrome() ?? 'chromium',
    [...switches, '--remote-debugging-pipe', `--user-data-dir=${profile}`],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  )
  const gone = new Promise<void>(resolve => chrome.on('exit', () => resolve()))
  const { send, heard } = speak(chrome.stdio[3] as Writable, chrome.stdio[4] as Readable)
  return {
    async openBehind(url) {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      await send('Page.enable', {}, sessionId)
      const loaded = heard('Page.loadEventFired', sessionId)
      await send('Page.navigate', { url }, sessionId)
      await loaded
      await send('Target.createTarget', { url: 'about:blank' })
      return {
        async evaluate(expression) {
          const settings = { expression, awaitPromise: true, returnByValue: true }
          const { result, exceptionDetails } = await send('Runtime.evaluate', settings, sessionId)
          if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
          return result.value
        },
      }
    },
    async close() {
      process.kill(-(chrome.pid as number), 'SIGKILL')
      await gone
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The browser's own protocol: JSON texts that end with a zero byte. */
function speak(to: Writable, from: Readable) {
  const waiting = new Set<(message: Message) => void>()
  const next = (check: (message: Message) => boolean) =>
    new Promise<Message>(resolve => {
      const look = (message: Message) => {
        if (!check(message)) return
        waiting.delete(look)
        resolve(message)
      }
      waiting.add(look)
    })
  let last = 0
  let rest = ''
  from.setEncoding('utf8').on('data', (text: string) => {
    const texts = `${rest}${text}`.split('\0')
    rest = texts.pop() ?? ''
    for (const message of texts.map(each => JSON.parse(each) as Message))
      for (const look of [...waiting]) look(message)
  })
  return {
    async send(method: string, params: object, sessionId?: string): Promise<Result> {
      const id = ++last
      const answered = next(message => message.id === id)
      to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      const { result, error } = await answered
      if (result === undefined) throw new Error(`${method}: ${error?.message}`)
      return result
    },
    heard: (method: string, sessionId: string) =>
      next(message => message.method === method && message.sessionId === sessionId),
  }
}
