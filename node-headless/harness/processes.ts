import { readdir, readFile } from 'node:fs/promises'

export type Process = { pid: number; parent: number; group: number; state: string; command: string }

/** All processes of this machine, by /proc; those that only wait to be reaped are left out. */
export async function listProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map(readProcess))
  return found.filter(process => process !== undefined && process.state !== 'Z') as Process[]
}

async function readProcess(pid: number): Promise<Process | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const [state = '', parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    return { pid, parent: Number(parent), group: Number(group), state, command: `${command} ${environment}` }
  } catch {
    return undefined
  }
}

/** What a process has started, and what that has started, and so on; and whatever names the mark. */
export async function descendantsOf(ancestor: number, mark: string): Promise<Process[]> {
  const all = await listProcesses()
  const family = new Set([ancestor])
  for (let size = 0; size < family.size; ) {
    size = family.size
    for (const { pid, parent, command } of all) {
      if (family.has(parent) || command.includes(mark)) family.add(pid)
    }
  }
  return all.filter(({ pid }) => family.has(pid) && pid !== ancestor && pid !== process.pid)
}
