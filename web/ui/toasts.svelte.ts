type Toast = { id: number; text: string; tone: 'plain' | 'bad' }

const SHOWN_MS = 6000

let last = 0
let shown: Toast[] = $state([])

/** What is on the screen now, oldest first. */
export function toasts(): Toast[] {
  return shown
}

/** Says something in passing at the foot of the page, aloud for screen readers. */
export function toast(text: string, tone: Toast['tone'] = 'plain'): void {
  const id = ++last
  shown = [...shown, { id, text, tone }]
  setTimeout(() => {
    shown = shown.filter(entry => entry.id !== id)
  }, SHOWN_MS)
}
