import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const packages = resolve(import.meta.dirname, '../node_modules/@foundry-rs')
const extension = process.platform === 'win32' ? '.exe' : ''

/**
 * Path of one of Foundry's programs: as npm installed it for this platform, which needs no install script, else one on
 * the PATH; undefined if there is none.
 */
export function findFoundry(tool: 'anvil' | 'forge'): string | undefined {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return [join(packages, `${tool}-${platform}/bin`), ...folders]
    .map(folder => join(folder, tool + extension))
    .find(existsSync)
}
