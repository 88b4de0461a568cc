import {
  BaseError,
  ChainMismatchError,
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  HttpRequestError,
  InsufficientFundsError,
  RawContractError,
  ResourceUnavailableRpcError,
  TimeoutError,
  UserRejectedRequestError,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { MillraceError } from '../protocol/errors.ts'
import { bondingManagerAbi } from './contracts.gen.ts'
import { ERRORS_ABI, toChainError } from './errors.ts'
import { REVERTS } from './reverts.ts'

const url = 'http://127.0.0.1:1'
const names = ERRORS_ABI.map(item => (item.type === 'error' ? item.name : ''))

function wrap(cause: BaseError) {
  return new ContractFunctionExecutionError(cause, {
    abi: bondingManagerAbi,
    functionName: 'bond',
    args: [1n, url],
  })
}

function wordsOf(thrown: unknown) {
  const { code, message, hint, docs } = toChainError(thrown)
  expect(hint, message).toMatch(/\.$/)
  expect(docs).toBe('wallets-and-the-chain')
  return { code, message }
}

describe('reverts', () => {
  test('each error of the contracts has words', () => {
    expect(names.filter(name => REVERTS[name] === undefined)).toEqual([])
  })

  test.each(names.filter(name => !['Error', 'Panic'].includes(name)))(
    '%s by the data that a call returns',
    name => {
      const item = ERRORS_ABI.find(each => each.type === 'error' && each.name === name)
      const inputs = item?.type === 'error' ? item.inputs : []
      const args = inputs.map(({ type }) =>
        type === 'string'
          ? 'x'
          : type === 'address' || type === 'bytes32'
            ? `0x${'11'.repeat(type === 'address' ? 20 : 32)}`
            : 1n,
      )
      const data = encodeErrorResult({ abi: ERRORS_ABI, errorName: name, args })
      expect(wordsOf(new RawContractError({ data })).message).toBe(REVERTS[name]?.[0])
      expect(wordsOf({ code: 3, message: 'execution reverted', data }).message).toBe(REVERTS[name]?.[0])
      const decoded = new ContractFunctionRevertedError({ abi: ERRORS_ABI, data, functionName: 'bond' })
      expect(wordsOf(wrap(decoded)).message).toBe(REVERTS[name]?.[0])
    },
  )

  test('too few tokens is no mere revert', () => {
    const data = encodeErrorResult({
      abi: ERRORS_ABI,
      errorName: 'ERC20InsufficientBalance',
      args: [`0x${'11'.repeat(20)}`, 1n, 2n],
    })
    expect(wordsOf(new RawContractError({ data })).code).toBe('too-little')
  })

  test('an unknown one says what the contract said', () => {
    const reverted = new ContractFunctionRevertedError({
      abi: [],
      functionName: 'bond',
      message: 'not today',
    })
    const { code, message } = wordsOf(wrap(reverted))
    expect(code).toBe('reverted')
    expect(message).toContain('refused')
  })
})

test.each([
  ['rejected', new UserRejectedRequestError(new Error('no'))],
  ['rejected', { code: 4001, message: 'User rejected the request.' }],
  ['busy', new ResourceUnavailableRpcError(new Error('pending'))],
  ['too-little', wrap(new InsufficientFundsError())],
  ['wrong-chain', new ChainMismatchError({ chain: { id: 1, name: 'One' } as never, currentChainId: 2 })],
  ['wrong-chain', { code: 4902, message: 'Unrecognized chain.' }],
  ['no-wallet', Object.assign(new Error('Connector not connected.'), { name: 'ConnectorNotConnectedError' })],
  ['no-wallet', { code: 4900, message: 'Disconnected.' }],
  ['chain-lost', wrap(new HttpRequestError({ url }))],
  ['chain-lost', wrap(new TimeoutError({ body: {}, url }))],
  ['ended', new DOMException('stopped', 'AbortError')],
] as const)('%s: %s', (code, thrown) => {
  expect(wordsOf(thrown).code).toBe(code)
})

test('an error of ours stays as it is, one that nobody knows is internal', () => {
  const ours = new MillraceError('busy', 'Later.')
  expect(toChainError(ours)).toBe(ours)
  expect(toChainError(new TypeError('x is not a function')).code).toBe('internal')
  expect(toChainError('a text').message).toBe('a text')
  expect(toChainError(new BaseError('odd')).code).toBe('internal')
})
