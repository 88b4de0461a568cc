/** Hues that are told apart side by side, degrees; more peers than these begin anew. */
const HUES = [200, 28, 150, 320, 55, 265, 0, 175]

/** The colour of each orchestrator, in the order in which they came. */
export function coloursOf(lanes: { peer: string }[]): Map<string, number> {
  return new Map(lanes.map(({ peer }, index) => [peer, HUES[index % HUES.length] as number]))
}
