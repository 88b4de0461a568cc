import '../../node-headless/polyfill.ts'
import { readdir, readFile } from 'node:fs/promises'
import type { CDPSession } from 'playwright-core'
import type { Role } from './mill.ts'

/** What a page makes many of, and must let go. */
const KINDS = [
  'VideoFrame',
  'AudioData',
  'EncodedVideoChunk',
  'EncodedAudioChunk',
  'RTCPeerConnection',
  'RTCDataChannel',
  'MessagePort',
]

export type Memory = {
  /** Bytes that JavaScript holds after a collection, buffers included: the page and its Workers. */
  heap: number
  /** Objects of each of KINDS that a collection leaves, in the page and its Workers together. */
  objects: number
  /** Bytes of memory of the whole browser, what its processes share counted once: codecs and frames are in it. */
  processes: number
}

/** What a page holds when its garbage is collected. */
export async function memoryOf({ page, group }: Role): Promise<Memory> {
  const session = await page.context().newCDPSession(page)
  try {
    const workers = await workersOf(session)
    const all = [measure(session.send.bind(session) as Scope), ...workers.map(measureWhileItLives)]
    const measured = await Promise.all(all)
    const heap = sum(measured.map(each => each.heap))
    const objects = sum(measured.map(each => each.objects))
    return { heap, objects, processes: await processesOf(group) }
  } finally {
    await session.detach()
  }
}

/** One page or Worker, asked over the DevTools protocol. */
type Scope = (method: string, parameters?: object) => Promise<unknown>
type Worker = { scope: Scope; ended: Promise<void> }

async function measure(scope: Scope): Promise<Pick<Memory, 'heap' | 'objects'>> {
  return { heap: await heapOf(scope), objects: await objectsOf(scope) }
}

/** A Worker that ends meanwhile, as that of a job does, answers nothing more, and holds nothing. */
function measureWhileItLives({ scope, ended }: Worker): Promise<Pick<Memory, 'heap' | 'objects'>> {
  return Promise.race([measure(scope), ended.then(() => ({ heap: 0, objects: 0 }))])
}

/** The Workers and worklets of a page. Playwright keeps no sessions for them: messages to them travel in messages. */
async function workersOf(session: CDPSession): Promise<Worker[]> {
  const found = new Map<string, PromiseWithResolvers<void>>()
  const answers = new Map<number, (answer: unknown) => void>()
  session.on('Target.attachedToTarget', ({ sessionId }) => {
    found.set(sessionId, Promise.withResolvers())
  })
  session.on('Target.detachedFromTarget', ({ sessionId }) => found.get(sessionId)?.resolve())
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown }
    if (id !== undefined) answers.get(id)?.(result)
  })
  // Answers when it has attached to all that are there.
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  let id = 0
  const scopeOf =
    (sessionId: string): Scope =>
    (method, params) => {
      id += 1
      const message = JSON.stringify({ id, method, params })
      const answered = new Promise(resolve => answers.set(id, resolve))
      // Refused where the Worker has ended, which is told as well.
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => {})
      return answered
    }
  return [...found].map(([sessionId, { promise }]) => ({ scope: scopeOf(sessionId), ended: promise }))
}

async function heapOf(scope: Scope): Promise<number> {
  await scope('HeapProfiler.collectGarbage')
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = (await scope('Runtime.getHeapUsage')) as {
    usedSize: number
    embedderHeapUsedSize: number
    backingStorageSize: number
  }
  return usedSize + embedderHeapUsedSize + backingStorageSize
}

async function objectsOf(scope: Scope): Promise<number> {
  const counts: number[] = []
  for (const kind of KINDS) {
    const expression = `globalThis.${kind}?.prototype`
    const { result } = (await scope('Runtime.evaluate', { expression })) as { result: { objectId?: string } }
    // Worklets and Workers lack some.
    if (result.objectId === undefined) continue
    const { objects } = (await scope('Runtime.queryObjects', { prototypeObjectId: result.objectId })) as {
      objects: { objectId: string }
    }
    const count = { functionDeclaration: 'function () { return this.length }', returnByValue: true }
    const { result: counted } = (await scope('Runtime.callFunctionOn', { ...objects, ...count })) as {
      result: { value: number }
    }
    counts.push(counted.value)
    await scope('Runtime.releaseObject', objects)
  }
  return sum(counts)
}

/** Bytes of memory of a group of processes, what they share counted once. */
export async function processesOf(group: number): Promise<number> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  return sum(await Promise.all(pids.map(pid => proportionalBytes(pid, group))))
}

/** 0 of a process that is of another group, or gone meanwhile. */
async function proportionalBytes(pid: string, group: number): Promise<number> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (Number(fields[2]) !== group) return 0
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) * 1024
  } catch {
    return 0
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
