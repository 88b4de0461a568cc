import { createWriteStream } from 'node:fs'
import { rename, rm, statfs } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isFromHere } from './fromhere.ts'

export type Intake = {
  /** Begins the URL path of every file. Nobody can guess it. */
  path: string
  /** Takes the body of a `PUT` as the file of a name. */
  answer(request: IncomingMessage, response: ServerResponse, name: string): Promise<void>
  /** Ends what is being received, and leaves nothing of it. */
  close(): Promise<void>
}

export type IntakeOptions = {
  /** Ends with a slash. */
  path: string
  /** Where the file of a name goes; undefined if none is expected under it. */
  placeOf(name: string): string | undefined
}

/**
 * Takes files from the page of this server that knows the path, as they come: a file grows under another name, and gets
 * its own when it is whole. Answers 204; 400 when the body broke off, 403 to other origins, 404, 409 while the same file
 * is on its way already, 411 without a length, 507 where the disk has no room for it.
 */
export function openIntake({ path, placeOf }: IntakeOptions): Intake {
  const stop = new AbortController()
  const underWay = new Map<string, Promise<number>>()

  async function take(request: IncomingMessage, place: string, bytes: number): Promise<number> {
    const { bavail, bsize } = await statfs(dirname(place))
    if (bytes > bavail * bsize) return 507
    const part = `${place}.part`
    try {
      await pipeline(request, createWriteStream(part), { signal: stop.signal })
      if (!request.complete) return 400
      await rename(part, place)
      return 204
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return code === 'ENOSPC' ? 507 : request.destroyed && !request.complete ? 400 : 500
    } finally {
      await rm(part, { force: true })
    }
  }

  async function statusOf(request: IncomingMessage, name: string): Promise<number> {
    if (!isFromHere(request)) return 403
    const place = placeOf(name)
    if (place === undefined) return 404
    const bytes = lengthOf(request)
    if (bytes === undefined) return 411
    if (underWay.has(place) || stop.signal.aborted) return 409
    const taking = take(request, place, bytes)
    underWay.set(place, taking)
    return taking.finally(() => underWay.delete(place))
  }

  return {
    path,
    async answer(request, response, name) {
      const status = await statusOf(request, name)
      // What was not read of the request is not waited for.
      const rest = request.complete ? {} : { Connection: 'close' }
      response.writeHead(status, { 'Cache-Control': 'no-store', ...rest })
      response.end()
    },
    async close() {
      stop.abort()
      await Promise.allSettled(underWay.values())
    },
  }
}

/** Node holds a body to the length that was announced. */
function lengthOf({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length']
  return length !== undefined && Number.isSafeInteger(Number(length)) ? Number(length) : undefined
}
