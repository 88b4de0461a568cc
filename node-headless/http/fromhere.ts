import type { IncomingMessage } from 'node:http'

/** Whether a page of this server sent a request: browsers say where all but a GET come from. */
export function isFromHere({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin.replace(/^https?:\/\//, '') === headers.host
}
