import * as v from 'valibot'

/** More than a node streams. */
const MAX_LISTED = 8
const listed = v.nullable(
  v.pipe(
    v.array(v.object({ title: v.pipe(v.string(), v.maxLength(1000)), link: v.pipe(v.string(), v.url()) })),
    v.maxLength(MAX_LISTED),
  ),
)

export type LiveStream = {
  title: string
  /** The watch page of the same site, whatever its name is here. */
  link: string
}

/** What the node that serves this page streams now, as its `live.json` says; undefined: it is not for it to know. */
export async function listLive(): Promise<LiveStream[] | undefined> {
  const response = await fetch('./live.json').catch(() => undefined)
  const list: unknown = response?.ok ? await response.json().catch(() => null) : null
  const { success, output } = v.safeParse(listed, list)
  if (!success || output === null) return undefined
  return output.map(({ title, link }) => ({ title, link: `watch.html${new URL(link).hash}` }))
}
