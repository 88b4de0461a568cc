/** As browsers take it. */
export type IceServer = { urls: string; username?: string; credential?: string }

export const ICE = /^(stuns?|turns?):([^@\s]+:[^@\s]+@)?[^@\s]+$/

/** `turn:user:password@host:port` -> the server and its credentials; STUN has none. */
export function iceServer(text: string): IceServer {
  const [, scheme, login, host] = /^(\w+):(?:(.+)@)?(.+)$/.exec(text) ?? []
  if (login === undefined) return { urls: text }
  const colon = login.indexOf(':')
  return {
    urls: `${scheme}:${host}`,
    username: login.slice(0, colon),
    credential: login.slice(colon + 1),
  }
}
