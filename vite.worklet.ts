import { build, type Plugin } from 'vite'

const SUFFIX = '?worklet'

/**
 * `import code from './x.worklet.ts?worklet'`: the module and all it imports, as text. An AudioWorklet is then loaded
 * from a blob, which works on pages of any origin.
 */
export function inlineWorklets(): Plugin {
  return {
    name: 'inline-worklets',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return
      const entry = id.slice(0, -SUFFIX.length)
      this.addWatchFile(entry)
      const built = await build({
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        build: { write: false, target: 'chrome120', lib: { entry, formats: ['es'], fileName: 'worklet' } },
      })
      const [output] = Array.isArray(built) ? built : [built]
      if (output === undefined || !('output' in output)) throw new Error(`${entry} gave no code.`)
      return `export default ${JSON.stringify(output.output[0].code)}`
    },
  }
}
