import { spawnSync } from 'node:child_process'
import { findFoundry } from './foundry.ts'

// The command of forge's own package ends with 0 whatever happens.
const forge = findFoundry('forge')
if (forge === undefined) throw new Error(`there is no forge for ${process.platform} on ${process.arch}`)
const { status } = spawnSync(forge, process.argv.slice(2), { stdio: 'inherit' })
process.exitCode = status ?? 1
