export type RunOptions = {
  cwd?: string
  env?: NodeJS.ProcessEnv
  show?: boolean
  limitMs?: number
  signal?: AbortSignal
  leashed?: boolean
  background?: boolean
}
export function run(
  command: string,
  args: string[],
  options?: RunOptions,
): Promise<{ code: number; output: string }>
export function signalGroup(leader: number, signal: NodeJS.Signals): void
