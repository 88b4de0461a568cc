import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import MarkdownIt from 'markdown-it'
import type Token from 'markdown-it/lib/token.mjs'
import { expect, test } from 'vitest'
import { anchorOf, readGuide } from '../../vite.guide.ts'
import { SECTIONS } from './help.ts'

const root = resolve(import.meta.dirname, '../..')
const { chapters } = readGuide()
const html = chapters.map(chapter => chapter.html).join('')
const attributes = (name: string) =>
  Array.from(html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g')), ([, value = '']) => value)

test('every section that pages point at is one of the guide', () => {
  expect(attributes('id')).toEqual(expect.arrayContaining([...SECTIONS]))
})

test('a heading is there once in all of the guide, and what is linked on the help page is there', () => {
  const ids = attributes('id')
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  expect(attributes('href').filter(href => !/^https?:/.test(href) && !ids.includes(href.slice(1)))).toEqual(
    [],
  )
  expect(html).not.toContain('width="0"')
})

test('all pages of the guide are listed', () => {
  const pages = readdirSync(join(root, 'docs/guide')).filter(name => name !== 'README.md')
  expect(chapters.length).toBe(pages.length)
})

const markdown = new MarkdownIt()
const DOCUMENTS = [
  ...readdirSync(root).filter(name => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]

const read = (path: string) => markdown.parse(readFileSync(path, 'utf8'), {})
const inlines = (tokens: Token[]) => tokens.flatMap(token => token.children ?? [])

function anchors(path: string): string[] {
  const tokens = read(path)
  return tokens.flatMap((token, index) => {
    const content = tokens[index + 1]?.children ?? []
    return token.type === 'heading_open' ? anchorOf(content.map(child => child.content).join('')) : []
  })
}

test.each(DOCUMENTS)('the links and pictures of %s are there', name => {
  const path = join(root, name)
  const targets = inlines(read(path)).flatMap(token => token.attrGet('href') ?? token.attrGet('src') ?? [])
  const missing = targets.filter(target => {
    if (/^https?:/.test(target)) return false
    const [file = '', anchor = ''] = target.split('#')
    const to = file === '' ? path : resolve(dirname(path), file)
    return (
      relative(root, to).startsWith('..') ||
      !existsSync(to) ||
      (anchor !== '' && !anchors(to).includes(anchor))
    )
  })
  expect(missing).toEqual([])
})
