import {
  BlobSource,
  Input,
  MATROSKA,
  MP4,
  MPEG_TS,
  QTFF,
  UrlSource,
  type UrlSourceOptions,
  WEBM,
} from 'mediabunny'

/**
 * Opens a video file, or a URL of one that other origins may read in parts.
 * @param options how a URL is read
 */
export function openInput(file: Blob | string, options: UrlSourceOptions): Input {
  const source = typeof file === 'string' ? new UrlSource(file, options) : new BlobSource(file)
  return new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] })
}
