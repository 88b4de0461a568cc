/** A chunk to be sent; its bytes follow from the rest. */
export type Spec = {
  track: number
  key: boolean
  segment: number
  timestamp: number
  duration: number
  size: number
}

/** A chunk that arrived; its bytes have been compared. */
export type Arrival = Spec & { intact: boolean; lost: boolean }

/** Bytes that only this chunk has. */
export function contentOf({
  track,
  timestamp,
  size,
}: Pick<Spec, 'track' | 'timestamp' | 'size'>): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => index * 31 + (index >> 8) + timestamp + track)
}
