const STEPS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
/** Lines of text that the tallest bar takes. */
const HEIGHT = 6
const WIDTH = 5

/** Bars of text, one beside the other, with the share of each below. */
export function bars(title: string, shares: readonly number[]): string {
  const most = Math.max(...shares)
  const lines = Array.from({ length: HEIGHT }, (_, row) =>
    shares.map(share => cell((share / most) * HEIGHT - (HEIGHT - 1 - row))).join(''),
  )
  const figures = shares.map(share => `${(share * 100).toFixed(0)} %`.padStart(WIDTH)).join(' ')
  return [`\n  ${title}`, ...lines, figures].join('\n  ')
}

/** A bar's part in one line: `filled` below 0 is nothing, above 1 all of it. */
function cell(filled: number): string {
  const step = Math.min(STEPS.length, Math.round(filled * STEPS.length))
  const block = step <= 0 ? ' ' : (STEPS[step - 1] as string)
  return ` ${block.repeat(WIDTH - 1)} `
}
