/**
 * `npm run bench [name...]`: the named benches, or all, one after another, each in a process of its own. The figures
 * mean something on a machine that does nothing else.
 */
import { spawnSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'

type Tool = 'ffmpeg' | 'turnserver'
/** A script of this folder with its arguments. */
type Step = [script: string, ...args: string[]]

const BENCHES: Record<string, { about: string; needs: Tool[]; steps: Step[] }> = {
  ladder: {
    about: 'the ladder and the whole network beside a bare WebCodecs loop and ffmpeg',
    needs: ['ffmpeg'],
    steps: [['ladder.ts'], ['network.ts']],
  },
  path: {
    about: 'latency, joins and crowds through the real pages',
    needs: ['ffmpeg'],
    steps: [['latency.ts'], ['join.ts'], ['crowd.ts']],
  },
  hls: {
    about: 'how far HLS players are behind, in parts and in whole segments',
    needs: [],
    steps: [['hls.ts']],
  },
  failover: {
    about: 'how long the picture stands still when orchestrators, relays or the page itself fail',
    needs: ['ffmpeg'],
    steps: [['failover.ts'], ['faults.ts']],
  },
  busy: {
    about: 'how far behind live a film falls on a machine that is busy for a while',
    needs: [],
    steps: [['busy.ts']],
  },
  link: {
    about: 'one link over long and lossy paths, both carriers beside a plain RTP track',
    needs: ['ffmpeg', 'turnserver'],
    steps: [['link/run.ts', '--warmup', '6', '--seconds', '8']],
  },
  soak: {
    about: 'ten minutes of one link at 50 ms and 1 % loss',
    needs: ['ffmpeg', 'turnserver'],
    steps: [['link/run.ts', '--soak', '10']],
  },
  verify: {
    about: 'how often checks of renditions are wrong, and what they cost',
    needs: ['ffmpeg'],
    steps: [['verify/run.ts']],
  },
  files: {
    about:
      'files shared by simulated orchestrators; data from page to page; pictures beside x264, CPU beside mediabunny; memory with 2 GB',
    needs: ['ffmpeg'],
    steps: [['files/simulate.ts'], ['files/transfer.ts'], ['files/quality.ts'], ['files/large.ts']],
  },
  ai: {
    about:
      'live effects in a page, pictures of words, captions, and their models beside onnxruntime for Node; enlarging beside Lanczos, noise beside ffmpeg',
    needs: ['ffmpeg'],
    steps: [['ai.ts'], ['imagine.ts'], ['speech.ts'], ['enlarge.ts'], ['noise.ts']],
  },
  sizes: { about: 'script of each page', needs: [], steps: [['sizes.ts']] },
  gas: { about: "gas of the contracts beside Livepeer's", needs: [], steps: [['gas.ts']] },
  tickets: {
    about: 'face values and deposits beside Livepeer, tickets per second, payment overhead per segment',
    needs: [],
    steps: [['terms.ts'], ['tickets.ts']],
  },
}

const INSTALL: Record<Tool, string> = {
  ffmpeg: 'apt install ffmpeg',
  turnserver: 'apt install coturn',
}

const isMissing = (tool: Tool) => spawnSync('which', [tool]).status !== 0

/** Longer than the longest of them; what hangs is stopped and said. */
const LIMIT_MS = 900_000

function run([script, ...args]: Step): boolean {
  const { status, error } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, script), ...args],
    { stdio: 'inherit', timeout: LIMIT_MS, killSignal: 'SIGINT' },
  )
  if (status !== 0) console.error(`${script} failed${error ? `: ${error.message}` : ''}`)
  return status === 0
}

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !(name in BENCHES))
if (unknown.length > 0) {
  const known = Object.entries(BENCHES).map(([name, { about }]) => `  ${name.padEnd(9)}${about}`)
  console.error(`There is no bench ${unknown.join(', ')}. These are:\n${known.join('\n')}`)
  process.exit(2)
}

for (const [name, { about, needs, steps }] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n== ${name}: ${about} (load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores)`)
  const missing = needs.filter(isMissing)
  if (missing.length > 0) {
    console.log(`\nleft out, it needs ${missing.map(tool => `${tool} (${INSTALL[tool]})`).join(' and ')}`)
    continue
  }
  for (const step of steps) if (!run(step)) process.exitCode = 1
}
