export type Row = Record<string, string>

/** Prints rows of the same columns under a title, numbers to the right. */
export function printTable(title: string, rows: Row[]): void {
  const columns = Object.keys(rows[0] ?? {})
  const cells = [columns, ...rows.map(row => columns.map(column => row[column] ?? ''))]
  const widths = columns.map((_, index) => Math.max(...cells.map(line => line[index]?.length ?? 0)))
  console.log(`\n${title}\n`)
  for (const line of cells) {
    const padded = line.map((cell, index) => {
      const width = widths[index] ?? 0
      return /^[\d.-]/.test(cell) ? cell.padStart(width) : cell.padEnd(width)
    })
    console.log(`  ${padded.join('   ').trimEnd()}`)
  }
  console.log()
}

/** The value below which this share of them lies. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
