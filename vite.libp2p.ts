import type { Plugin } from 'vite'

/**
 * Two faults of @libp2p/webrtc, mended at build time. A version whose text differs fails the build: look whether
 * the fault is still there, then adapt or drop its patch.
 */
const PATCHES = [
  {
    // A dial hangs until it times out when the other side is connected first and closes the `init` channel:
    // the dialler then waits for an `open` that can no longer come.
    file: '@libp2p/webrtc/dist/src/private-to-private/initiate-connection.js',
    find: `if (channel.readyState !== 'open') {
            log.trace('wait for init channel to open');
            await pEvent(channel, 'open', {
                signal
            });
        }
        log.trace('closing init channel');
        channel.close();
        // wait for init channel to close before proceeding, otherwise the channel
        // id can be reused before both sides have seen the channel close
        log.trace('waiting for init channel to close');
        await pEvent(channel, 'close', {
            signal
        });`,
    replace: `if (channel.readyState === 'connecting') {
            await pEvent(channel, 'open', { rejectionEvents: ['close', 'error'], signal }).catch(error => {
                if (channel.readyState !== 'closed') throw error;
            });
        }
        if (channel.readyState !== 'closed') {
            const closed = pEvent(channel, 'close', { signal });
            channel.close();
            await closed;
        }`,
  },
  {
    // Every RTCPeerConnection lives for ever, up to the browser's 500 of a tab: the listener that lets go of it waits
    // for an event that browsers never send. The libp2p connection does send it.
    file: '@libp2p/webrtc/dist/src/private-to-private/transport.js',
    find: `pc.addEventListener('close', () => {`,
    replace: `webRTCConn.addEventListener('close', () => {`,
  },
]

/** The vite plugin that applies them. */
export function mendLibp2p(): Plugin {
  const mended = new Set<string>()
  return {
    name: 'millrace-mend-libp2p',
    enforce: 'pre',
    // What vite bundles ahead for `npm run dev` passes no plugin.
    config: () => ({ optimizeDeps: { exclude: ['@libp2p/webrtc'] } }),
    transform(code, id) {
      const patch = PATCHES.find(({ file }) => id.split('?')[0]?.endsWith(file))
      if (patch === undefined) return
      if (code.split(patch.find).length !== 2)
        this.error(`${patch.file} is not the one that this patch is for`)
      mended.add(patch.file)
      return { code: code.replace(patch.find, () => patch.replace), map: null }
    },
    buildEnd(error) {
      if (error !== undefined) return
      const used = [...this.getModuleIds()].some(id => id.includes('/@libp2p/webrtc/'))
      const missed = PATCHES.filter(({ file }) => !mended.has(file))
      if (used && missed.length > 0) this.error(`not found: ${missed.map(({ file }) => file).join(', ')}`)
    },
  }
}
