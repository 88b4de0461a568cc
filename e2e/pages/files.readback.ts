import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input, VideoSampleSink } from 'mediabunny'
import type { Result } from '../../web/files/types.ts'

/** A file as it is read back: its packets, and what comes of decoding all of them. */
export async function readBack({ name, file }: Result, decodes = true) {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS })
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  if (video === null) throw new Error(`${name} has no video`)
  const packets: { timestamp: number; key: boolean }[] = []
  for await (const { timestamp, type } of new EncodedPacketSink(video).packets()) {
    packets.push({ timestamp: Math.round(timestamp * 1e6), key: type === 'key' })
  }
  const decoded: number[] = []
  if (decodes) {
    for await (const sample of new VideoSampleSink(video).samples()) {
      decoded.push(Math.round(sample.timestamp * 1e6))
      sample.close()
    }
  }
  const read = {
    ...{ name, size: file.size, packets, decoded },
    codec: await video.getCodecParameterString(),
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    rotation: await video.getRotation(),
    duration: await video.computeDuration(),
    sound:
      audio === null
        ? undefined
        : {
            codec: await audio.getCodec(),
            channels: await audio.getNumberOfChannels(),
            start: await audio.getFirstTimestamp(),
            end: await audio.computeDuration(),
          },
  }
  input.dispose()
  return read
}

/** Playlists of a package, and what each of those with pictures plays. */
export async function readPackage(results: Result[]) {
  const file = (name: string) => results.find(each => each.name === name)?.file ?? new File([], name)
  const playlists: Record<string, string> = {}
  for (const { name } of results) if (name.endsWith('.m3u8')) playlists[name] = await file(name).text()
  const master = playlists['master.m3u8'] ?? ''
  const variants = [...master.matchAll(/^#EXT-X-STREAM-INF:.*\n(.*)$/gm)].map(([, path]) => path as string)
  const played = []
  for (const path of variants) {
    const text = playlists[path] ?? ''
    const init = /URI="([^"]+)"/.exec(text)?.[1] as string
    const parts = [init, ...text.split('\n').filter(line => line !== '' && !line.startsWith('#'))]
    played.push(await readBack({ name: path, file: new File(parts.map(file), path) }))
  }
  return { names: results.map(({ name }) => name), master, playlists, played }
}
