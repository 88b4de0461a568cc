type Properties<K extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[K], 'style' | 'children' | 'part'>
> & { part?: string }

/** An element with its properties and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties<K> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...content)
  return element
}

/** Drawn on a grid of 24, in strokes of 2. */
const SHAPES = {
  play: 'M7 4.5v15l12.5-7.5Z',
  pause: 'M8 5v14M16 5v14',
  sound: 'M4 9.5v5h3.5L12 19V5L7.5 9.5ZM15.5 8.5a5 5 0 0 1 0 7M18 6a8.500 8.500 0 0 1 0 12',
  silence: 'M4 9.5v5h3.5L12 19V5L7.5 9.500ZM16 9.500l5 5M21 9.500l-5 5',
  captions: 'M3 5.500h18v13H3ZM10.500 10.500a2 2 0 1 0 0 3M17 10.500a2 2 0 1 0 0 3',
  boxes: 'M3 8V4h4M14 4h4v4M18 15v4h-4M7 19H3v-4M8 9h13v9',
  figures: 'M4 20h16M7 16v-5M12 16V5M17 16v-8',
  float: 'M20 11V5H4v14h7M13.500 13.500h7.500v6h-7.500Z',
  enlarge: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  shrink: 'M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5',
}
export type Shape = keyof typeof SHAPES

/** A button with a picture; its label is what screen readers say and what hovers. */
export function iconButton(shape: Shape, label: string, onclick: () => void) {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(path)
  const button = make('button', { type: 'button', onclick }, svg)
  const show = (next: Shape, text: string) => {
    path.setAttribute('d', SHAPES[next])
    button.ariaLabel = button.title = text
  }
  show(shape, label)
  return { button, show }
}
