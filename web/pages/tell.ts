import { type HostEvent, host } from './host.ts'

/** Figures go to the headless node at most so often; a change of state goes at once. */
const FIGURES_MS = 900

type Watched<T> = { snapshot(): T; onchange(listener: () => void): () => void }

/**
 * Keeps the headless node around the page informed of a stream or an orchestrator.
 * @param state what makes two snapshots differ in more than figures
 */
export function tell<T>(
  watched: Watched<T>,
  state: (snapshot: T) => string,
  event: (snapshot: T) => HostEvent,
): void {
  const { report } = host()
  if (report === undefined) return
  let told = ''
  let toldAt = 0
  const update = () => {
    const snapshot = watched.snapshot()
    const now = performance.now()
    if (state(snapshot) === told && now - toldAt < FIGURES_MS) return
    told = state(snapshot)
    toldAt = now
    report(event(snapshot))
  }
  watched.onchange(update)
  update()
}
