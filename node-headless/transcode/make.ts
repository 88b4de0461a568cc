import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { HostEvent, Task } from '../../web/pages/host.ts'
import { type Intake, openIntake } from '../http/intake.ts'
import { loadIdentity } from '../identity.ts'
import type { Lifetime } from '../lifetime.ts'
import type { Settings } from '../options.ts'
import type { Terminal } from '../terminal.ts'
import { followTask } from './follow.ts'
import { openFiles, openFolder } from './outputs.ts'
import { nameOf, wishOf } from './task.ts'
import { lines, type Told, toJson } from './tell.ts'

/** What the page is found at in its browser: one place whatever the port, as what is done of a video is kept by place. */
export const SITE = 'http://transcode.localhost'

/** The switch with which a browser finds this node's server at SITE. @param origin of the server */
export function siteSwitch(origin: string): string {
  return `--host-resolver-rules=MAP ${new URL(SITE).host}:80 ${new URL(origin).host}`
}

/** A video that is being made. */
export type Making = {
  /** URL path of the source. */
  media: string
  intake: Intake
  task: Task
  onevent(event: HostEvent): void
  /** Resolves when everything is in its place. @throws ExitError */
  over: Promise<void>
}

export type MakingOptions = {
  settings: Settings
  /** Path of the source, a video or a picture. */
  film: string
  /** Data folder. */
  data: string
  json: boolean
  terminal: Terminal
  lifetime: Lifetime
}

/** Prepares all that the page of a transcode needs of its node. @throws ExitError usage */
export async function openMaking(options: MakingOptions): Promise<Making> {
  const { settings, film, data, json, terminal, lifetime } = options
  const began = performance.now()
  const wish = wishOf(settings)
  const names = wish.renditions.map(({ name }) => name)
  const { out, hls = '' } = settings
  const outputs = await (out === undefined ? openFolder(hls) : openFiles(out, names))
  const secret = await loadIdentity(join(data, 'gateway.key'))
  const media = `/media/${await nameOf(film, wish, secret)}`
  const path = `/made/${randomBytes(16).toString('hex')}/`
  const intake = openIntake({ path, placeOf: outputs.placeOf })
  lifetime.defer(async () => {
    await intake.close()
    await outputs.discard()
  })
  const say = json ? (told: Told) => console.log(toJson(told)) : lines(terminal)
  // What a page tells while it is being closed would come after the end.
  const tell = (told: Told) => {
    if (!lifetime.signal.aborted) say(told)
  }
  const follower = followTask(tell)
  const over = follower.over.then(async ({ paid }) => {
    const files = await outputs.finish()
    tell({ event: 'done', files, ms: Math.round(performance.now() - began), paid, exit: 0 })
  })
  // It may fail before anybody waits for it.
  over.catch(() => {})
  return {
    ...{ media, intake, over },
    onevent: follower.onevent,
    task: { ...wish, file: SITE + media, out: SITE + path },
  }
}
