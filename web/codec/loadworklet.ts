/**
 * Loads a worklet's code, see vite.worklet.ts, from a blob: a foreign page that embeds the player cannot load one of
 * another origin.
 */
export async function loadWorklet(context: AudioContext, code: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
  try {
    await context.audioWorklet.addModule(url)
  } finally {
    URL.revokeObjectURL(url)
  }
}
