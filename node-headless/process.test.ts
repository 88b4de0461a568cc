import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { run } from './process.mjs'

test.skipIf(!existsSync('/proc/self/autogroup'))(
  'what runs in the background yields to other sessions',
  async () => {
    const wait = 'until grep -q "nice 10" /proc/self/autogroup; do :; done'
    const { code } = await run('sh', ['-c', wait], { background: true, limitMs: 60_000 })
    expect(code).toBe(0)
  },
)
