import { readdir, readFile } from 'node:fs/promises'

const PAGE_BYTES = 4096

/** Bytes of memory that the processes of a group hold: a browser with its renderers, Workers and codecs. */
export async function residentBytes(group: number): Promise<number> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const sizes = await Promise.all(pids.map(pid => residentOf(pid, group)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function residentOf(pid: string, group: number): Promise<number> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[2]) === group ? Number(fields[21]) * PAGE_BYTES : 0
  } catch {
    return 0
  }
}
