import { MillraceError } from '../protocol/errors.ts'

/**
 * Puts what was made to where the node around the page takes it.
 * @throws MillraceError too-large: the disk is full there; internal: it is not taken otherwise
 */
export async function handIn(url: string, body: BodyInit, signal?: AbortSignal): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'PUT', body, ...(signal && { signal }) })
  if (ok) return
  if (status === 507) {
    throw new MillraceError('too-large', 'There is no room on the disk for what was made.', {
      hint: 'Free some, then do the same again.',
      docs: 'no-room-on-the-disk',
    })
  }
  throw new MillraceError('internal', `What was made could not be written (${status}).`)
}
