import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { packFiles } from '../vite.packed.ts'

test('a build leaves each page and script packed beside itself, pictures as they are', async () => {
  const root = await mkdtemp(join(tmpdir(), 'millrace-packed-'))
  try {
    await writeFile(
      join(root, 'index.html'),
      '<img src="dot.svg"><script type="module" src="main.js"></script>',
    )
    await writeFile(join(root, 'main.js'), 'document.title = "packed"')
    await writeFile(
      join(root, 'dot.svg'),
      `<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(9000)}</svg>`,
    )
    await build({ configFile: false, root, logLevel: 'error', plugins: [packFiles()] })
    const out = join(root, 'dist')
    const names = await readdir(out, { recursive: true })
    const packed = names.filter(name => name.endsWith('.br'))
    expect(packed.map(name => name.replace(/-[\w-]+(?=\.js)/, '')).sort()).toEqual([
      'assets/index.js.br',
      'index.html.br',
    ])
    for (const name of packed) {
      const plain = await readFile(join(out, name.slice(0, -3)))
      expect(brotliDecompressSync(await readFile(join(out, name)))).toEqual(plain)
    }
  } finally {
    await rm(root, { recursive: true })
  }
})
