/** In the Workers of this page, once it is told: encoders take frames and give nothing out. */
const PREAMBLE = `
let idle = false
new BroadcastChannel('idle').onmessage = () => { idle = true }
const encode = VideoEncoder.prototype.encode
VideoEncoder.prototype.encode = function (...frame) {
  if (!idle) encode.apply(this, frame)
}
`

/** @returns stops the work of all Workers that this page starts from now on */
export function idleWhenTold(): () => void {
  const preamble = moduleOf(PREAMBLE)
  globalThis.Worker = class extends Worker {
    constructor(url: URL | string, options?: WorkerOptions) {
      super(moduleOf(`import '${preamble}'\nimport '${new URL(url, location.href)}'`), options)
    }
  }
  const channel = new BroadcastChannel('idle')
  return () => channel.postMessage(undefined)
}

function moduleOf(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
}
