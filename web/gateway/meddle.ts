import type { Chunk } from '../protocol/chunk.ts'
import type { OrchestratorFault } from '../protocol/faults.ts'

type Hear = (chunk: Chunk, lost: boolean) => void

/** Of real time, at which an orchestrator that stalls delivers. */
const STALLED = 0.8

/** What a fault does to what an orchestrator delivers: it takes the place of `hear` from now on. */
export function meddle(kind: OrchestratorFault, hear: Hear): Hear {
  switch (kind) {
    case 'orchestrator-kill':
    case 'orchestrator-freeze':
      return () => {}
    case 'orchestrator-stall':
      return stall(hear)
    case 'orchestrator-lie':
      return (chunk, lost) => hear({ ...chunk, data: chunk.data.map(byte => byte ^ 1) }, lost)
  }
}

/** What came so long after the fault as `t` is heard after t / 0.8. */
function stall(hear: Hear): Hear {
  const begun = performance.now()
  return (chunk, lost) => {
    const late = (performance.now() - begun) * (1 / STALLED - 1)
    setTimeout(hear, late, chunk, lost)
  }
}
