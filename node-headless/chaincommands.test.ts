import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { decryptKey } from './chain/keystore.ts'
import { type Cli, startCli } from './harness/cli.ts'
import { copyProject, type Project } from './harness/project.ts'

const LIMIT_MS = 120_000
const PASSWORD = 'a-password-that-nobody-sees'
let project: Project
const running: Cli[] = []

beforeAll(async () => {
  project = await copyProject()
  await writeFile(join(project.folder, 'password'), PASSWORD)
}, LIMIT_MS)

afterEach(async () => {
  for (const cli of running.splice(0)) {
    cli.child.kill('SIGKILL')
    await cli.ended
  }
})

afterAll(() => project.remove())

function millrace(args: string[], env: Record<string, string> = {}, input?: string): Cli {
  const cli = startCli(project.folder, args, env, input)
  running.push(cli)
  return cli
}

describe('keystore', { timeout: LIMIT_MS }, () => {
  test('new: a key that only its password opens, and never a second one in its place', async () => {
    const cli = millrace(['keystore', 'new', 'new.json'], { MILLRACE_PASSWORD: PASSWORD })
    expect(await cli.ended).toBe(0)
    const text = await readFile(join(project.folder, 'new.json'), 'utf8')
    const key = decryptKey(text, PASSWORD)
    expect(cli.output()).toContain(privateKeyToAddress(key))
    expect(cli.output()).not.toContain(key.slice(2))
    const again = millrace(['keystore', 'new', 'new.json', '--password-file', 'password'])
    expect(await again.ended).toBe(2)
    expect(again.output()).toContain('is there already')
    expect(await readFile(join(project.folder, 'new.json'), 'utf8')).toBe(text)
  })

  test('import: the key comes by the standard input, and goes nowhere else', async () => {
    const key = generatePrivateKey()
    const args = ['keystore', 'import', 'imported.json', '--password-file', 'password']
    const cli = millrace(args, {}, `${key}\n`)
    expect(await cli.ended).toBe(0)
    expect(decryptKey(await readFile(join(project.folder, 'imported.json'), 'utf8'), PASSWORD)).toBe(key)
    expect(cli.output()).not.toMatch(new RegExp(`${PASSWORD}|${key.slice(2)}`))
  })

  test.each(['', 'my-secret-but-wrong', `0x${'0'.repeat(64)}`, `0x${'f'.repeat(64)}`])(
    'import: what is no key is refused, not repeated: %j',
    async input => {
      const cli = millrace(['keystore', 'import', 'none.json', '--password-file', 'password'], {}, input)
      expect(await cli.ended).toBe(2)
      expect(cli.output()).toContain('holds no private key')
      if (input !== '') expect(cli.output()).not.toContain(input)
    },
  )

  test.each([
    [['keystore', 'new', 'x.json'], 'needs a password'],
    [['keystore', 'new', 'x.json', '--password', PASSWORD], 'unknown option'],
    [['keystore', 'new', 'x/y.json', '--password-file', 'password'], 'cannot be written'],
    [['deploy', '--chain', '1'], 'required option'],
  ])('%j: %s', async (args, words) => {
    const cli = millrace(args)
    expect(await cli.ended).toBe(2)
    expect(cli.output()).toContain(words)
  })
})
