/** The relays named in this page's address, as the query of a link: they go with the person from page to page. */
export function relayQuery(): string {
  const named = new URLSearchParams(location.search).getAll('relay')
  const query = new URLSearchParams(named.map(relay => ['relay', relay]))
  return query.size > 0 ? `?${query}` : ''
}
