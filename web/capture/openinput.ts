import {
  ADTS,
  BlobSource,
  FLAC,
  Input,
  type InputFormat,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  UrlSource,
  type UrlSourceOptions,
  WAVE,
  WEBM,
} from 'mediabunny'

const VIDEOS = [MP4, QTFF, WEBM, MATROSKA, MPEG_TS]
/** Files that may have sound alone. */
export const SOUNDS = [...VIDEOS, WAVE, MP3, OGG, FLAC, ADTS]

/**
 * Opens a video file, or a URL of one that other origins may read in parts.
 * @param options how a URL is read
 */
export function openInput(
  file: Blob | string,
  options: UrlSourceOptions,
  formats: InputFormat[] = VIDEOS,
): Input {
  const source = typeof file === 'string' ? new UrlSource(file, options) : new BlobSource(file)
  return new Input({ source, formats })
}
