import { expect, test } from 'vitest'
import { countTests } from './forge.ts'

const passed = { status: 'Success', reason: null, counterexample: null, gas_snapshots: {} } as const
const failed = {
  status: 'Failure',
  reason: 'NotTrue("small")',
  counterexample: { Single: { raw_args: '31096' } },
  gas_snapshots: {},
} as const

test('passed and failed tests of all contracts, the failed ones with what broke them', () => {
  const report = {
    'a.t.sol:A': { test_results: { 'test_a()': passed, 'test_b(uint256)': failed } },
    'b.t.sol:B': {
      test_results: { 'test_a()': passed, 'test_c()': { ...passed, status: 'Skipped' as const } },
    },
  }
  expect(countTests(report, {})).toEqual({
    passed: 2,
    failures: ['a.t.sol:A test_b(uint256): NotTrue("small") with {"Single":{"raw_args":"31096"}}'],
    gas: [],
  })
})

test('gas that differs from what is known, in each direction and for lack of either', () => {
  const measured = (group: string, name: string, gas: string) => ({
    ...passed,
    gas_snapshots: { [group]: { [name]: gas } },
  })
  const report = {
    'a.t.sol:A': {
      test_results: {
        'test_a()': measured('broker', 'redeem', '85000'),
        'test_b()': measured('broker', 'batch', '30000'),
        'test_c()': measured('staking', 'bond', '1'),
      },
    },
  }
  const known = { broker: { redeem: '84000', batch: '30000', fund: '5' } }
  expect(countTests(report, known).gas).toEqual([
    'broker, redeem: 84000 became 85000',
    'broker, fund: 5 became nothing',
    'staking, bond: nothing became 1',
  ])
})
