/**
 * Begins a table: prints its title and head, and returns what prints a row as soon as it is measured.
 * @param columns names with their widths in letters
 */
export function startTable<Column extends string>(
  title: string,
  columns: Record<Column, number>,
): (row: Record<Column, string>) => void {
  const entries = Object.entries(columns) as [Column, number][]
  const print = (cell: (name: Column) => string) => {
    const cells = entries.map(([name, width], index) =>
      index === 0 ? cell(name).padEnd(width) : cell(name).padStart(width),
    )
    console.log(`  ${cells.join('  ')}`)
  }
  console.log(`\n${title}\n`)
  print(name => name)
  return row => print(name => row[name])
}

/** The value below which this share of them lies. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
