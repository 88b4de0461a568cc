import {
  type Account,
  type Address,
  type Chain,
  type Client,
  encodeDeployData,
  getContractAddress,
  isAddressEqual,
  keccak256,
  type PublicActions,
  type Transport,
  type WalletActions,
} from 'viem'
import type { Book } from './book.ts'
import type { Parameters } from './parameters.ts'
import { ABIS, type Addresses, type Call, type ContractName, calls, deployments } from './steps.ts'

export type Deployer = Client<Transport, Chain, Account> &
  PublicActions<Transport, Chain, Account> &
  WalletActions<Chain, Account>

export type Step = { title: string; done: boolean }

/**
 * Brings a chain to the state in which all contracts are deployed, registered and set up, then checks that it is.
 * What is there already is left as it is, so a deployment that was cut short goes on where it was.
 * @param onstep called for every step, before it is taken if it is not done
 * @returns addresses of all contracts
 * @throws Error when the chain is not as it should be in the end; says what differs
 */
export async function deploy(
  deployer: Deployer,
  parameters: Parameters,
  book: Book,
  onstep: (step: Step) => void = () => {},
): Promise<Addresses> {
  const noted = await book.read(deployer.chain.id)
  for (const { name } of deployments(undefined, deployer.account.address, parameters)) {
    const done = await isDeployed(deployer, noted[name])
    onstep({ title: `Deploy ${name}`, done })
    if (!done) noted[name] = await deployOne(deployer, parameters, book, name, noted.Controller)
  }
  const addresses = noted as Addresses
  for (const call of calls(addresses, parameters)) {
    const done = await isDone(deployer, addresses, call)
    onstep({ title: call.title, done })
    if (!done) await make(deployer, addresses, call)
  }
  const faults = await verify(deployer, parameters, addresses)
  if (faults.length > 0) throw new Error(`The deployment is not as it should be: ${faults.join('; ')}.`)
  return addresses
}

/**
 * What a deployment would do now, without doing anything.
 * @returns its steps, and the gas of those that are due as far as it can be told before
 */
export async function plan(
  deployer: Deployer,
  parameters: Parameters,
  book: Book,
): Promise<{ steps: Step[]; gas: bigint }> {
  const noted = await book.read(deployer.chain.id)
  const steps: Step[] = []
  let gas = 0n
  const controller = noted.Controller ?? deployer.account.address
  for (const deployment of deployments(controller, deployer.account.address, parameters)) {
    const done = await isDeployed(deployer, noted[deployment.name])
    steps.push({ title: `Deploy ${deployment.name}`, done })
    if (!done) gas += await deployer.estimateGas({ account: deployer.account, data: dataOf(deployment) })
  }
  const complete = steps.every(({ done }) => done)
  for (const call of calls(noted as Addresses, parameters)) {
    steps.push({ title: call.title, done: complete && (await isDone(deployer, noted as Addresses, call)) })
  }
  return { steps, gas }
}

/** Everything in which a deployment differs from what it should be, in words; none if all is well. */
export async function verify(
  deployer: Deployer,
  parameters: Parameters,
  addresses: Addresses,
): Promise<string[]> {
  const faults: string[] = []
  for (const { name, hash } of deployments(addresses.Controller, deployer.account.address, parameters)) {
    const code = await deployer.getCode({ address: addresses[name] })
    if (code === undefined) faults.push(`there is no ${name} at ${addresses[name]}`)
    else if (hash !== undefined && keccak256(code) !== hash) faults.push(`${name} has other code`)
  }
  if (faults.length > 0) return faults
  for (const call of calls(addresses, parameters)) {
    if (!(await isDone(deployer, addresses, call))) faults.push(`“${call.title}” has not been done`)
  }
  return faults
}

async function deployOne(
  deployer: Deployer,
  parameters: Parameters,
  book: Book,
  name: ContractName,
  controller: Address | undefined,
): Promise<Address> {
  const { address: from } = deployer.account
  const deployment = deployments(controller, from, parameters).find(each => each.name === name)
  if (deployment === undefined) throw new Error(`There is no contract ${name}.`)
  const nonce = await deployer.getTransactionCount({ address: from })
  const address = getContractAddress({ from, nonce: BigInt(nonce) })
  await book.note(deployer.chain.id, name, address)
  const hash = await deployer.sendTransaction({ data: dataOf(deployment), nonce })
  const { status } = await deployer.waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`The deployment of ${name} failed: transaction ${hash}.`)
  return address
}

function dataOf({ name, code, args }: ReturnType<typeof deployments>[number]) {
  return encodeDeployData({ abi: ABIS[name], bytecode: code, args } as never)
}

async function make(deployer: Deployer, addresses: Addresses, { to, functionName, args, title }: Call) {
  const request = { address: addresses[to], abi: ABIS[to], functionName, args } as never
  const hash = await deployer.writeContract(request)
  const { status } = await deployer.waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`“${title}” failed: transaction ${hash}.`)
}

async function isDeployed(deployer: Deployer, address: Address | undefined): Promise<boolean> {
  return address !== undefined && (await deployer.getCode({ address })) !== undefined
}

async function isDone(deployer: Deployer, addresses: Addresses, { to, check }: Call): Promise<boolean> {
  const { functionName, args, wanted } = check
  const found = await deployer.readContract({
    address: addresses[to],
    abi: ABIS[to],
    functionName,
    args,
  } as never)
  if (typeof found === 'string' && typeof wanted === 'string') {
    return isAddressEqual(found as Address, wanted as Address)
  }
  return found === wanted
}
