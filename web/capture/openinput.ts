import { BlobSource, Input, MATROSKA, MP4, MPEG_TS, QTFF, UrlSource, WEBM } from 'mediabunny'

/**
 * Opens a video file, or a URL of one that other origins may read in parts.
 * @param retryDelay s until a failed read is tried again; null: it is given up
 */
export function openInput(file: Blob | string, retryDelay: (attempts: number) => number | null): Input {
  const source =
    typeof file === 'string' ? new UrlSource(file, { getRetryDelay: retryDelay }) : new BlobSource(file)
  return new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] })
}
