import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { descendantsOf, type Process } from './processes.ts'

export type Cli = {
  child: ChildProcess
  /** Resolves with the first line of its output, so far or to come, that matches; rejects when it ends without one. */
  line(pattern: RegExp): Promise<string>
  /** Exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>
  output(): string
  /** Everything that it has started and that runs, whether it lives itself or not. */
  family(): Promise<Process[]>
}

/** Runs the command `millrace` of a project, with an input if it is to read one. */
export function startCli(
  project: string,
  args: string[],
  env: Record<string, string> = {},
  input?: string,
): Cli {
  const mark = `millrace-test-${randomUUID()}`
  const child = spawn(process.execPath, [join(project, 'node-headless/millrace.mjs'), ...args], {
    cwd: project,
    env: { ...process.env, ...env, MILLRACE_TEST: mark },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.on('error', () => {}).end(input)
  const seen = new Set<() => void>()
  let output = ''
  function take(text: string) {
    output += text
    for (const look of seen) look()
  }
  child.stdout?.setEncoding('utf8').on('data', take)
  child.stderr?.setEncoding('utf8').on('data', take)
  const ended = new Promise<number | string>(resolve => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? -1))
  })

  return {
    child,
    ended,
    output: () => output,
    family: () => descendantsOf(child.pid ?? -1, mark),
    line(pattern) {
      const matched = new Promise<string>(resolve => {
        const look = () => {
          const found = output.split('\n').find(line => pattern.test(line))
          if (found === undefined) return
          seen.delete(look)
          resolve(found)
        }
        seen.add(look)
        look()
      })
      const missed = ended.then(() => {
        throw new Error(`ended without ${pattern}:\n${output}`)
      })
      return Promise.race([matched, missed])
    },
  }
}
