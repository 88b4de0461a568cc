import { type Address, type Hex, isAddressEqual, keccak256, size } from 'viem'
import type { Deployer } from './deploy.ts'
import { DeploymentFault } from './fault.ts'
import type { Parameters } from './parameters.ts'
import { ABIS, type Addresses, type Call, type ContractName, calls, codeOf } from './steps.ts'

/** Reads a chain; no account is needed. */
export type Reader = Pick<Deployer, 'getCode' | 'readContract'>

/** Everything in which a deployment differs from what it should be, in words; none if all is well. */
export async function verify(
  reader: Reader,
  parameters: Parameters,
  addresses: Addresses,
): Promise<string[]> {
  const faults: string[] = []
  for (const name of Object.keys(ABIS) as ContractName[]) {
    const code = await reader.getCode({ address: addresses[name] })
    if (code === undefined) faults.push(`there is no ${name} at ${addresses[name]}`)
    else if (!isCodeOf(name, code)) faults.push(`${name} has other code`)
  }
  if (faults.length > 0) return faults
  for (const call of calls(addresses, parameters)) {
    if (!(await isDone(reader, addresses, call))) faults.push(`“${call.title}” has not been done`)
  }
  return faults
}

/**
 * Whether a contract is at its address.
 * @throws DeploymentFault when another one is
 */
export async function isDeployed(reader: Reader, name: ContractName, at: Address | undefined) {
  const code = at === undefined ? undefined : await reader.getCode({ address: at })
  if (code === undefined) return false
  if (isCodeOf(name, code)) return true
  const hint = 'Its addresses are those of another deployment, or of another version of the contracts.'
  throw new DeploymentFault(`The contract at ${at} is no ${name} of this version.`, hint)
}

/** Whether what a call brings about is so. */
export async function isDone(reader: Reader, addresses: Addresses, { to, check }: Call): Promise<boolean> {
  const { functionName, args, wanted } = check
  const request = { address: addresses[to], abi: ABIS[to], functionName, args }
  const found = await reader.readContract(request as never)
  if (typeof found === 'string' && typeof wanted === 'string') {
    return isAddressEqual(found as Address, wanted as Address)
  }
  return found === wanted
}

/** A contract's immutables differ from place to place: what they fill counts as zeros. */
function isCodeOf(name: ContractName, code: Hex): boolean {
  const { hash, holes } = codeOf(name)
  const bytes = Buffer.from(code.slice(2), 'hex')
  for (const [start, length] of holes) bytes.fill(0, start, start + length)
  return size(code) > 0 && keccak256(bytes) === hash
}
