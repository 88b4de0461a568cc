/** Looks for which a doubt is remembered. */
const MEMORY = 10

/**
 * Of one job, looks whose pictures alone speak for a cheat: an honest encoding is taken for one now and then, so that
 * one is a doubt, and another within the next looks is certain. Who is honest but for a share p of the looks is blamed at a share
 * of about 10 p².
 * @returns whether it is certain with this look
 */
export function createDoubt(): (isBad: boolean) => boolean {
  let since = Number.POSITIVE_INFINITY
  return isBad => {
    const isCertain = isBad && since < MEMORY
    since = isBad ? 0 : since + 1
    return isCertain
  }
}
