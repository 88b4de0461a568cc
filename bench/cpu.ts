import { readdir, readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'

/** Ticks per second in /proc on every Linux that Node runs on. */
const TICKS = 100

/** CPU seconds that all living descendants of this process have used so far. Linux only. */
export async function descendantsCpu(): Promise<number> {
  const processes = await Promise.all(
    (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(pid => readProcess(Number(pid))),
  )
  const known = processes.filter(process => process !== undefined)
  const family = new Set([process.pid])
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of known) if (family.has(parent)) family.add(pid)
  }
  const ticks = known.filter(({ pid }) => family.has(pid) && pid !== process.pid).map(({ ticks }) => ticks)
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS
}

/** The fields of proc(5) stat behind the name, which may hold spaces: state, ppid, ..., utime, stime. */
async function readProcess(pid: number): Promise<{ pid: number; parent: number; ticks: number } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields === undefined) return undefined
  return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
}

/** CPU seconds that all processes of a browser have used so far. */
export async function browserCpu(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}
