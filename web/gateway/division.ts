import type { Rendition } from '../protocol/schema.ts'
import type { StreamReport } from './worker.ts'

/** Of a ladder that is spread, one part's orchestrator looks at the picture. */
export function isFirst(renditions: Rendition[]): boolean {
  return renditions.some(({ track }) => track === 1)
}

/** What is reported of a part. */
export function ofPart(report: StreamReport, renditions: Rendition[]): StreamReport {
  const rungs = report.rungs.filter(rung => renditions.some(({ track }) => track === rung.track))
  return { ...report, rungs }
}

/** Pixels per second that came of these. */
export function paceOfRungs(renditions: Rendition[], { rungs }: StreamReport): number {
  const rateOf = (rendition: Rendition) =>
    rungs.find(({ track }) => track === rendition.track)?.framerate ?? 0
  return renditions.reduce((sum, each) => sum + each.width * each.height * rateOf(each), 0)
}

/** The ladder that was divided. */
export function wholeOf(parts: Rendition[][]): Rendition[] {
  return parts.flat().sort((one, other) => one.track - other.track)
}

/** A division as text, to compare. */
export function tracksOf(parts: Rendition[][]): string {
  return JSON.stringify(parts.map(part => part.map(({ track }) => track)))
}
