import { blake3 } from '@noble/hashes/blake3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { MillraceError } from '../../protocol/errors.ts'
import { brokenDownload, wrongDownload } from '../errors.ts'
import type { HubFile } from './registry.ts'

/** A file of the disk that grows. */
export type Target = Pick<FileSystemSyncAccessHandle, 'read' | 'write' | 'getSize' | 'truncate' | 'flush'>

type Filling = {
  address: string
  /** So many bytes are there. */
  onbytes(count: number): void
  signal: AbortSignal
}

/** Of what is there already so much is read at a time. */
const PIECE = 4 * 2 ** 20

/**
 * Downloads a file into one of the disk, piece by piece, and goes on where it was broken off before. No more is taken than
 * the file has, and once it is whole its bytes are those of the registry: else nothing is left of them.
 * @throws MillraceError bad-model: it cannot be had, or is another file; or what the signal was aborted with
 */
export async function fill(
  target: Target,
  file: HubFile,
  { address, onbytes, signal }: Filling,
): Promise<void> {
  let hash = blake3.create()
  let count = 0
  const refuse = () => {
    target.truncate(0)
    return wrongDownload(file.path)
  }
  const begin = () => {
    target.truncate(0)
    hash = blake3.create()
    count = 0
  }
  const reread = async () => {
    const size = target.getSize()
    if (size > file.bytes) return begin()
    const piece = new Uint8Array(Math.min(PIECE, size))
    while (count < size) {
      const length = target.read(piece.subarray(0, size - count), { at: count })
      hash.update(piece.subarray(0, length))
      count += length
      onbytes(count)
      // Whoever cancels is heard between two pieces.
      await new Promise(resolve => setTimeout(resolve))
      signal.throwIfAborted()
    }
  }
  const take = (part: Uint8Array) => {
    if (count + part.length > file.bytes) throw refuse()
    if (target.write(part, { at: count }) < part.length)
      throw new DOMException('no room', 'QuotaExceededError')
    hash.update(part)
    count += part.length
    onbytes(count)
  }
  const download = async () => {
    const headers: HeadersInit = count > 0 ? { range: `bytes=${count}-` } : {}
    const response = await fetch(address, { headers, signal })
    if (response.status === 416) throw refuse()
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`)
    if (response.status !== 206) begin()
    for await (const part of response.body) take(part)
  }

  try {
    await reread()
    if (count < file.bytes) await download()
    target.flush()
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof MillraceError || isFull(cause)) throw cause
    throw brokenDownload(file.path, cause)
  }
  // Its server says that this is all of it.
  if (count < file.bytes || bytesToHex(hash.digest()) !== file.blake3) throw refuse()
}

export function isFull(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'QuotaExceededError'
}
