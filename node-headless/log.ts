import type { Level } from './options.ts'
import type { Terminal } from './terminal.ts'

export type Log = Record<Level, (message: string) => void>

const ORDER: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** Makes the log of a component: one line an event, `time level component message`. */
export function createLogs(terminal: Terminal, least: Level): (component: string) => Log {
  return component => {
    const at = (level: Level) => (message: string) => {
      if (ORDER[level] < ORDER[least]) return
      terminal.print(
        `${new Date().toISOString()} ${level.padEnd(5)} ${component.padEnd(12)} ${oneLine(message)}`,
      )
    }
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  }
}

/** Text from pages and peers must not move the cursor or begin a line of its own. */
export function oneLine(message: string): string {
  return message.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim()
}
