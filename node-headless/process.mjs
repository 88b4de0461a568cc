import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** Leaders of the process groups under way. However this process exits, it takes them along. */
const leaders = new Set()

process.on('exit', () => {
  for (const pid of leaders) signalGroup(pid, 'SIGKILL')
})

/** From SIGTERM to SIGKILL for a child that is to end. */
const GRACE_MS = 1000

/** Who is not root may give one session a weight in a tenth of a second. */
const NEXT_WEIGHT_MS = 110

/** Waits beside a command for the end of this process, which it sees by its standard input, and takes the group along. */
const LEASH = 'exec 3<&0 </dev/null; (read -r line <&3; kill -KILL 0) & exec 3<&-; exec "$0" "$@"'

/**
 * Runs a command in a process group of its own, so that it can be ended with all that it started.
 * Resolves when it has ended; rejects only when it could not be started.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, limitMs?: number, signal?: AbortSignal, leashed?: boolean, background?: boolean }} [options]
 *   show: its output goes straight to this process's; limitMs: it is ended after that time; signal: ends it;
 *   leashed: it ends even when this process is killed; background: it takes little of the processor where others want it; what it starts in sessions of its own may take more
 * @returns {Promise<{ code: number, output: string }>} code -1: ended by a signal; output: what it printed, unless shown
 */
export function run(command, args, options = {}) {
  const { cwd, env, show = false, limitMs, signal, leashed = false, background = false } = options
  const out = show ? 'inherit' : 'pipe'
  const stdio = /** @type {const} */ ([leashed ? 'pipe' : 'ignore', out, out])
  const [file, argv] = leashed ? ['sh', ['-c', LEASH, command, ...args]] : [command, args]
  const child = spawn(file, argv, { cwd, env: { ...process.env, ...env }, stdio, detached: true })
  if (child.pid !== undefined) {
    leaders.add(child.pid)
    if (background) yieldToOthers(child.pid)
  }
  const chunks = /** @type {Buffer[]} */ ([])
  child.stdout?.on('data', chunk => chunks.push(chunk))
  child.stderr?.on('data', chunk => chunks.push(chunk))
  const timers = /** @type {NodeJS.Timeout[]} */ ([])
  const end = () => {
    if (child.pid === undefined) return
    signalGroup(child.pid, 'SIGTERM')
    timers.push(setTimeout(signalGroup, GRACE_MS, child.pid, 'SIGKILL'))
  }
  if (limitMs !== undefined) timers.push(setTimeout(end, limitMs))
  signal?.addEventListener('abort', end)
  if (signal?.aborted) end()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', code => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL')
      leaders.delete(child.pid)
      for (const timer of timers) clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      const done = () => resolve({ code: code ?? -1, output: Buffer.concat(chunks).toString() })
      if (show) done()
      else child.on('close', done)
    })
  })
}

/**
 * Makes a process nice, and its session as well: Linux may weigh sessions against each other, and niceness only within each.
 *
 * @param {number} leader of a session
 */
function yieldToOthers(leader) {
  // With the lowest, it would not get ready in any time where others compute without a break.
  const nice = constants.priority.PRIORITY_BELOW_NORMAL
  try {
    setPriority(leader, nice)
    writeFileSync(`/proc/${leader}/autogroup`, `${nice}`)
  } catch (error) {
    // Else it has ended, or this system weighs processes alone.
    const soon = /** @type {NodeJS.ErrnoException} */ (error).code === 'EAGAIN'
    if (soon) setTimeout(yieldToOthers, NEXT_WEIGHT_MS, leader).unref()
  }
}

/**
 * Signals a whole process group; one that has ended already is no error.
 *
 * @param {number} leader
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal)
  } catch {
    // It has ended.
  }
}
