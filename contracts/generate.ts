import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { keccak256 } from 'viem'
import { findFoundry } from './foundry.ts'

const project = resolve(import.meta.dirname, '..')
const OUT = 'contracts/out/release'
const ABIS = join(project, 'web/chain/contracts.gen.ts')
const CODE = join(project, 'contracts/deploy/bytecode.gen.ts')

const NAMES = [
  'Controller',
  'MillraceToken',
  'Minter',
  'RoundsManager',
  'BondingManager',
  'TicketBroker',
  'ServiceRegistry',
]

type Artifact = {
  abi: unknown[]
  bytecode: { object: `0x${string}` }
  deployedBytecode: {
    object: `0x${string}`
    immutableReferences?: Record<string, { start: number; length: number }[]>
  }
}

/** Compiles the contracts as they are deployed and writes their ABIs for the pages and their code for the deployer. */
function generate(): Record<string, string> {
  const env = { ...process.env, FOUNDRY_PROFILE: 'release' }
  execFileSync(findFoundry('forge') ?? 'forge', ['build'], {
    cwd: project,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const artifacts = NAMES.map(name => {
    const path = join(project, OUT, `${name}.sol/${name}.json`)
    return [name, JSON.parse(readFileSync(path, 'utf8')) as Artifact] as const
  })
  return {
    [ABIS]: artifacts.map(([name, { abi }]) => abiSource(name, abi)).join('\n'),
    [CODE]: `export const bytecode = {\n${artifacts.map(codeSource).join('')}} as const\n`,
  }
}

function abiSource(name: string, abi: unknown[]): string {
  const items = abi.map(item => `  ${JSON.stringify(item)},\n`).join('')
  return `export const ${name.charAt(0).toLowerCase()}${name.slice(1)}Abi = [\n${items}] as const\n`
}

/** Immutables are filled in where the contract is deployed: their places are told beside the hash without them. */
function codeSource([name, { bytecode, deployedBytecode }]: readonly [string, Artifact]): string {
  const { object, immutableReferences = {} } = deployedBytecode
  const places = Object.values(immutableReferences).flat()
  const holes = places.map(({ start, length }) => [start, length]).sort(([a = 0], [b = 0]) => a - b)
  return `  ${name}: { code: '${bytecode.object}', hash: '${keccak256(object)}', holes: ${JSON.stringify(holes)} },\n`
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of Object.entries(generate())) {
    if (!process.argv.includes('--check')) writeFileSync(path, text)
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`${path} is not what the contracts say: run \`npm run abi\`.`)
      process.exitCode = 1
    }
  }
}
