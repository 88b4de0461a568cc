import * as v from 'valibot'

/** STUN and TURN servers that a page takes up. */
const MAX_SERVERS = 8
const url = v.pipe(v.string(), v.maxLength(256), v.regex(/^(stuns?|turns?):/))
const servers = v.pipe(
  v.array(
    v.object({
      urls: v.union([url, v.array(url)]),
      username: v.optional(v.string(), ''),
      credential: v.optional(v.string(), ''),
    }),
  ),
  v.maxLength(MAX_SERVERS),
)

/**
 * How this page's peer connections find a way: by the STUN and TURN servers that `ice.json` beside the page lists.
 * Without any, by the addresses of this computer alone, and no server beyond the relays learns of a connection.
 */
export const rtcConfiguration: Promise<RTCConfiguration> = load()

async function load(): Promise<RTCConfiguration> {
  const response = await fetch('./ice.json').catch(() => undefined)
  const list: unknown = response?.ok ? await response.json().catch(() => []) : []
  const { success, output } = v.safeParse(servers, list)
  if (!success) console.warn('ice.json is no list of at most 8 STUN and TURN servers: none is used.')
  return { iceServers: success ? output : [] }
}
