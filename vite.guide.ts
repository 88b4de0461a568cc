import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import Token from 'markdown-it/lib/token.mjs'
import type { Plugin } from 'vite'
import { readPictureHead } from './web/protocol/picturefile.ts'

export type Heading = { title: string; anchor: string }
/** A page of the guide. In its HTML the address of a picture is `%<number>%`, its place in `pictures`. */
export type Chapter = Heading & { sections: Heading[]; html: string }

const FOLDER = join(import.meta.dirname, 'docs/guide')
const MODULE = 'virtual:guide'
const LOADED = `\0${MODULE}`

const markdown = new MarkdownIt()
// What is wider than the page is scrolled, by the keyboard as well.
markdown.renderer.rules.table_open = () =>
  '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>\n'
markdown.renderer.rules.table_close = () => '</table></div>\n'
markdown.renderer.rules.fence = (tokens, index) =>
  `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`

/** The guide of `docs/guide` as a module, `virtual:guide`, made when the pages are built. */
export function serveGuide(): Plugin {
  return {
    name: 'serve-guide',
    resolveId: id => (id === MODULE ? LOADED : undefined),
    load(id) {
      if (id !== LOADED) return
      const { chapters, pictures, files } = readGuide()
      for (const file of files) this.addWatchFile(file)
      const imports = pictures.map((path, index) => `import picture${index} from ${JSON.stringify(path)}`)
      const code = JSON.stringify(chapters).replace(/%(\d+)%/g, '" + picture$1 + "')
      return `${imports.join('\n')}\nexport const chapters = ${code}`
    },
  }
}

/** The pages that the guide's README.md lists, in its order. */
export function readGuide(): { chapters: Chapter[]; pictures: string[]; files: string[] } {
  const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
  const names = Array.from(read('README.md').matchAll(/\]\((\w+\.md)\)/g), ([, name = '']) => name)
  const texts = new Map(names.map(name => [name, read(name)]))
  const pictures: string[] = []
  const anchorOfPage = (name: string) => anchorOf(/^# (.*)$/m.exec(texts.get(name) ?? '')?.[1] ?? '')

  /** Pages stand below each other on one page. What lies outside the guide is not there: undefined. */
  const within = (href: string) => {
    if (/^https?:/.test(href)) return href
    const [, name = '', anchor = ''] = /^(\w+\.md)?(?:#(.*))?$/.exec(href) ?? []
    if (name === '' && anchor === '') return undefined
    return `#${anchor || anchorOfPage(name)}`
  }
  const picture = (src: string): [string, string][] => {
    const path = join(FOLDER, src)
    if (!pictures.includes(path)) pictures.push(path)
    const { width = 0, height = 0 } = readPictureHead(readFileSync(path)) ?? {}
    return [
      ['src', `%${pictures.indexOf(path)}%`],
      ['alt', ''],
      ['width', `${width}`],
      ['height', `${height}`],
      ['loading', 'lazy'],
    ]
  }
  return {
    chapters: names.map(name => chapter(texts.get(name) ?? '', within, picture)),
    pictures,
    files: ['README.md', ...names].map(name => join(FOLDER, name)),
  }
}

/** The anchor that a heading has, here as on GitHub. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')
}

function chapter(
  text: string,
  within: (href: string) => string | undefined,
  picture: (src: string) => [string, string][],
): Chapter {
  const tokens = markdown.parse(text, {})
  const headings: (Heading & { level: number })[] = []
  for (const [index, token] of tokens.entries()) {
    const content = tokens[index + 1]?.children
    for (const child of token.children ?? []) {
      if (child.type === 'image') child.attrs = picture(String(child.attrGet('src')))
    }
    relink(token.children ?? [], within)
    if (token.type === 'heading_open' && content) headings.push(head(token, content))
    // The page has a heading above those of the guide.
    if (token.type.startsWith('heading_')) token.tag = `h${Number(token.tag.slice(1)) + 1}`
  }
  const [first, ...others] = headings
  if (first === undefined) throw new Error('A page of the guide has no heading.')
  return {
    title: first.title,
    anchor: first.anchor,
    sections: others.filter(({ level }) => level === 2).map(({ title, anchor }) => ({ title, anchor })),
    html: markdown.renderer.render(tokens, {}, {}),
  }
}

/** Makes a heading a link to itself. */
function head(token: Token, content: Token[]) {
  const title = content.map(child => child.content).join('')
  const anchor = anchorOf(title)
  const link = new Token('link_open', 'a', 1)
  link.attrs = [['href', `#${anchor}`]]
  content.unshift(link)
  content.push(new Token('link_close', 'a', -1))
  token.attrs = [
    ['id', anchor],
    ['tabindex', '-1'],
  ]
  return { title, anchor, level: Number(token.tag.slice(1)) }
}

/** A link that leads nowhere from here becomes its text. */
function relink(tokens: Token[], within: (href: string) => string | undefined): void {
  let tag = 'a'
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = within(String(token.attrGet('href')))
      tag = href === undefined ? 'span' : 'a'
      token.attrs = href === undefined ? null : [['href', href]]
    }
    if (token.type.startsWith('link_')) token.tag = tag
  }
}
