import { BufferTarget, Conversion, Input, MP4, Mp4OutputFormat, Output, UrlSource } from 'mediabunny'

declare global {
  var shrinkFilm: (url: string) => Promise<void>
}

/** The first ten seconds of a film at 960 x 540 with a key every two seconds, its sound untouched, as a download. */
globalThis.shrinkFilm = async url => {
  const target = new BufferTarget()
  const conversion = await Conversion.init({
    input: new Input({ source: new UrlSource(url), formats: [MP4] }),
    output: new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target }),
    trim: { end: 10 },
    video: {
      width: 960,
      height: 540,
      fit: 'fill',
      codec: 'avc',
      bitrate: 1_500_000,
      keyFrameInterval: 2,
    },
  })
  await conversion.execute()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([target.buffer ?? new ArrayBuffer()]))
  link.download = 'film.mp4'
  link.click()
}
