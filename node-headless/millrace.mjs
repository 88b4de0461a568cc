#!/usr/bin/env node
// The command `millrace`: plain JavaScript without packages, so that it runs in a fresh clone.
import { prepare } from './install.mjs'

await prepare()
const { main } = await import('./cli.ts')
await main(process.argv.slice(2))
