import type { Settings } from './options.ts'

/** URL of the gateway's page that goes live at once: with a file, or where there is none with what comes by WHIP. */
export function streamUrl(
  origin: string,
  relays: string[],
  video: { url: string; title: string } | undefined,
  settings: Settings,
): string {
  const { rungs, codec, segment, framerate, once, budget, captions, recognise, moderate } = settings
  const { effect, backdrop } = settings
  return pageUrl(origin, 'stream.html', relays, {
    source: video === undefined ? 'whip' : undefined,
    file: video?.url,
    title: settings.title ?? video?.title,
    loop: video && (once ? '0' : '1'),
    rungs: rungs?.join(','),
    codec,
    segment: segment?.toString(),
    framerate: framerate?.toString(),
    budget,
    ...{ effect, backdrop },
    objects: recognise ? '1' : undefined,
    moderate,
    captions: captions ? '1' : undefined,
    simulate: settings.simulate,
    live: '1',
  })
}

/** URL of the page that makes a video file; what it makes, its node tells it otherwise. */
export function transcodeUrl(origin: string, relays: string[], { budget }: Settings): string {
  return pageUrl(origin, 'transcode.html', relays, { budget })
}

/** URL of the page that works on requests; which, its node tells it otherwise. */
export function askUrl(origin: string, relays: string[], { budget }: Settings): string {
  return pageUrl(origin, 'ask.html', relays, { budget })
}

/**
 * URL of the orchestrator's page that offers its work at once.
 * @param offer without a benchmark only with a number of jobs
 */
export function contributeUrl(
  origin: string,
  relays: string[],
  settings: Pick<
    Settings,
    'jobs' | 'price' | 'effects' | 'effect-price' | 'sound-price' | 'imagine-price'
  > & {
    benchmark?: boolean
  },
): string {
  const { jobs, price, effects, benchmark } = settings
  const named = {
    ...{ effects: effects?.join(',') ?? 'all', effectprice: settings['effect-price']?.toString() },
    soundprice: settings['sound-price']?.toString(),
    imagineprice: settings['imagine-price']?.toString(),
    ...{ jobs: jobs?.toString(), price: price?.toString() },
    benchmark: benchmark === false ? '0' : undefined,
  }
  return pageUrl(origin, 'contribute.html', relays, { ...named, start: '1' })
}

function pageUrl(
  origin: string,
  page: string,
  relays: string[],
  parameters: Record<string, string | undefined>,
): string {
  const query = new URLSearchParams(relays.map(relay => ['relay', relay]))
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, value)
  }
  return `${origin}/${page}?${query}`
}
