// `npm test`: plain JavaScript without packages, so that it runs in a fresh clone.
import { prepare } from './install.mjs'

await prepare()
const { check } = await import('./check.ts')
await check()
