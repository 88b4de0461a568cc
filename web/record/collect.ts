import { StreamTarget, type StreamTargetChunk } from 'mediabunny'

/** Collects what is written; a buffer of mediabunny's own reserves gigabytes of address space for each segment. */
export function collect() {
  const writes: StreamTargetChunk[] = []
  const writable = new WritableStream<StreamTargetChunk>({
    write(chunk) {
      writes.push(chunk)
    },
  })
  let whole: Uint8Array<ArrayBuffer> | undefined
  const join = () => {
    const size = Math.max(0, ...writes.map(({ position, data }) => position + data.byteLength))
    const bytes = new Uint8Array(size)
    for (const { position, data } of writes) bytes.set(data, position)
    return bytes
  }
  return {
    target: new StreamTarget(writable),
    bytes() {
      whole ??= join()
      return whole
    },
  }
}
