/**
 * A second of moving pattern as YUV4MPEG2, the format that Chromium's fake camera plays in a loop.
 * @param width even @param height even
 */
export function fakeCamera(width: number, height: number, frames: number): Buffer {
  const chroma = Buffer.alloc((width * height) / 2, 128)
  const pictures = Array.from({ length: frames }, (_, frame) => {
    const luma = Buffer.alloc(width * height)
    for (let index = 0; index < luma.length; index += 1) {
      const x = index % width
      const y = Math.floor(index / width)
      luma[index] = 16 + ((x + y + frame * 6) % 200)
    }
    return Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  })
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`), ...pictures])
}
