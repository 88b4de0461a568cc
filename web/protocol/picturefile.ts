/** What the first bytes of a picture's file say. */
export type PictureHead = { type: 'image/png' | 'image/jpeg' | 'image/webp'; width: number; height: number }

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * Reads the size of a PNG, JPEG or WebP without decoding it: a few bytes can stand for more pixels than there is memory.
 * @returns undefined where it is none of them, or cut off
 */
export function readPictureHead(bytes: Uint8Array): PictureHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (PNG.every((byte, index) => bytes[index] === byte)) return readPng(view)
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(view)
    if (text(view, 0) === 'RIFF' && text(view, 8) === 'WEBP') return readWebp(view)
    return undefined
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined
    throw thrown
  }
}

function readPng(view: DataView): PictureHead | undefined {
  if (text(view, 12) !== 'IHDR') return undefined
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** The frame's header stands behind any number of other segments. */
function readJpeg(view: DataView): PictureHead | undefined {
  let at = 2
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    // A segment's marker may have any number of fill bytes before it.
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) {
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    } else if (marker === 0xd9 || marker === 0xda) return undefined
    else at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** Tables and arithmetic conditioning share the numbers of frames. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function readWebp(view: DataView): PictureHead | undefined {
  const type = 'image/webp'
  switch (text(view, 12)) {
    case 'VP8 ':
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { type, width: whole24(view, 24) + 1, height: whole24(view, 27) + 1 }
    default:
      return undefined
  }
}

function whole24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 2 ** 16
}

function text(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map(index => view.getUint8(at + index)))
}
