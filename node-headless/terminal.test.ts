import { expect, test } from 'vitest'
import { createLogs, oneLine } from './log.ts'
import { openTerminal } from './terminal.ts'

function open(shape: { isTTY: boolean; columns?: number }) {
  const written: string[] = []
  let now = 0
  const output = { ...shape, write: (text: string) => written.push(text) > 0 }
  const terminal = openTerminal(output, () => now)
  return {
    terminal,
    written,
    pass: (ms: number) => {
      now += ms
    },
  }
}

const CLEAR = '\r\x1b[2K'

test('on a terminal the status stays below the lines, on one line', () => {
  const { terminal, written } = open({ isTTY: true, columns: 10 })
  terminal.print('first')
  terminal.status('status that is long')
  terminal.print('second')
  terminal.status('short')
  terminal.close()
  expect(written).toEqual([
    `${CLEAR}first\n`,
    `${CLEAR}status th`,
    `${CLEAR}second\nstatus th`,
    `${CLEAR}short`,
    '\n',
  ])
})

test('elsewhere the status is a line now and then', () => {
  const { terminal, written, pass } = open({ isTTY: false })
  terminal.status('')
  terminal.status('one')
  pass(9_999)
  terminal.status('two')
  terminal.print('event')
  pass(1)
  terminal.status('three')
  pass(10_000)
  terminal.status('three')
  terminal.close()
  expect(written).toEqual(['one\n', 'event\n', 'three\n'])
})

test('a log line tells time, level, component and message; lower levels are left out', () => {
  const { terminal, written } = open({ isTTY: false })
  const log = createLogs(terminal, 'warn')('gateway')
  log.info('quiet')
  log.warn('loud')
  expect(written).toHaveLength(1)
  expect(written[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z warn {2}gateway {6}loud\n$/)
})

test('what a peer sends cannot steer the terminal', () => {
  expect(oneLine('a\x1b[2J\nb\u202e\u2028c\x07')).toBe('a [2J b c')
})
