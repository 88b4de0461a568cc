/** Looks for which a doubt is remembered. */
const MEMORY = 10

/**
 * Of one job, looks whose pictures alone speak for a cheat: an honest encoding is taken for one now and then, so that
 * one is a doubt, and another within the next looks is certain. Who is honest but for a share p of the looks is blamed at a share
 * of about 10 p².
 * @returns what was found, now and in the doubt before, that together make it certain; none: it is not. Takes
 * undefined where a look was good
 */
export function createDoubt<Found>(): (found: Found | undefined) => Found[] {
  let earlier: Found | undefined
  let since = 0
  return found => {
    since = found === undefined ? since + 1 : 0
    const certain = earlier !== undefined && found !== undefined ? [earlier, found] : []
    earlier = since < MEMORY ? (found ?? earlier) : undefined
    return certain
  }
}
