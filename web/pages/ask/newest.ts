/**
 * Work of which only the newest counts: it ends the one before, whose promise stays open.
 * @param leaving ends the newest, too
 */
export function newestOf<Input, Result>(
  work: (input: Input, signal: AbortSignal) => Promise<Result>,
  leaving: AbortSignal,
): (input: Input) => Promise<Result> {
  let newest = new AbortController()
  return input => {
    newest.abort()
    const own = new AbortController()
    newest = own
    return new Promise((resolve, reject) => {
      work(input, AbortSignal.any([leaving, own.signal])).then(
        result => newest === own && resolve(result),
        thrown => newest === own && reject(thrown),
      )
    })
  }
}
