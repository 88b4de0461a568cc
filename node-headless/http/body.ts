import type { IncomingMessage } from 'node:http'

/** The body of a request; undefined where it has more bytes than these. */
export async function readBody(
  request: IncomingMessage,
  most: number,
): Promise<Buffer<ArrayBuffer> | undefined> {
  if (Number(request.headers['content-length']) > most) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
