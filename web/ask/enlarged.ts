type Size = { width: number; height: number }
type Bytes = Uint8Array<ArrayBuffer>

/** Levels of 0..255 by which two JPEGs of the same picture may differ in the mean. */
const NOISE = 1

/**
 * Whether a picture was enlarged by the net, or only stretched.
 * @param before what went out @param own what this machine makes of it @param given what came back; JPEGs
 * @param size of the two large ones
 * @returns what speaks against it, in plain words
 */
export async function compareEnlarged(
  before: Bytes,
  own: Bytes,
  given: Bytes,
  size: Size,
): Promise<string | undefined> {
  const [plain, wanted, shown] = await Promise.all([before, own, given].map(bytes => drawn(bytes, size)))
  return plain && wanted && shown && judgeEnlarged(plain, wanted, shown)
}

/** @param plain the picture stretched @param wanted by the net @param shown what came back; pixels of the same size */
export function judgeEnlarged(
  plain: ArrayLike<number>,
  wanted: ArrayLike<number>,
  shown: ArrayLike<number>,
): string | undefined {
  const toNet = apart(shown, wanted)
  if (toNet <= NOISE || toNet < apart(shown, plain)) return undefined
  return 'The picture was only stretched.'
}

/** Mean difference. */
function apart(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < one.length; index += 1) {
    sum += Math.abs((one[index] as number) - (other[index] as number))
  }
  return sum / one.length
}

async function drawn(bytes: Bytes, { width, height }: Size): Promise<Uint8ClampedArray | undefined> {
  const bitmap = await createImageBitmap(new Blob([bytes]))
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (context !== null) {
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, width, height)
  }
  bitmap.close()
  return context?.getImageData(0, 0, width, height).data
}
