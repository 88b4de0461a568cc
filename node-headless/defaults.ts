import type { Command, Settings } from './options.ts'

/** What the gateway may pay on the local chain, ether: a day of the usual ladder, and a few winning tickets at once. */
const LOCAL_BUDGET = '0.1'
/** Fewer cores do not keep up with 1080p where they encode it and all else besides. */
const LARGE_CORES = 4
const SMALL_LADDER = ['480p', '720p'] as const

/** Whether a command opens a chain of its own. */
export function hasChain(command: Command, { chain }: Settings): boolean {
  return command === 'up' && chain !== false
}

/**
 * What a command takes for granted where nothing else is said: where it does everything on one machine, no more than
 * that machine can do.
 * @param cores of the processor
 */
export function defaultsOf(command: Command, given: Settings, cores: number): Settings {
  return {
    ...(hasChain(command, given) && { budget: LOCAL_BUDGET }),
    ...(command === 'up' && cores < LARGE_CORES && { rungs: [...SMALL_LADDER] }),
  }
}
