import { expect, test } from 'vitest'
import { FAULTS, parseFaults } from './faults.ts'

test('a plan is read in the order of its times', () => {
  expect(parseFaults(' relay-restart@20s, orchestrator-kill@10.5s,rpc-loss@0')).toEqual([
    { kind: 'rpc-loss', after: 0 },
    { kind: 'orchestrator-kill', after: 10_500 },
    { kind: 'relay-restart', after: 20_000 },
  ])
  expect(parseFaults('')).toEqual([])
})

test.each([
  'orchestrator-kill',
  'toString@1s',
  'relay-restart@-1s',
  'relay-restart@1m',
  'rpc-loss@1e9s',
  '@5s',
  'rpc-loss@99999999s',
])('%s is refused, with what could stand there', plan => {
  expect(() => parseFaults(plan)).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test('a plan has its limit, and every fault is described', () => {
  expect(() => parseFaults('rpc-loss@1s,'.repeat(33))).toThrow('33 faults')
  for (const [kind, words] of Object.entries(FAULTS)) {
    expect(parseFaults(`${kind}@1s`)).toEqual([{ kind, after: 1000 }])
    expect(words).toMatch(/\.$/)
  }
})
