import {
  type Account,
  type Address,
  type Chain,
  type Client,
  encodeDeployData,
  getContractAddress,
  type Hash,
  type PublicActions,
  type Transport,
  type WalletActions,
} from 'viem'
import type { Book } from './book.ts'
import { DeploymentFault } from './fault.ts'
import type { Parameters } from './parameters.ts'
import { ABIS, type Addresses, type Call, type ContractName, calls, deployments } from './steps.ts'
import { isDeployed, isDone, verify } from './verify.ts'

export type Deployer = Client<Transport, Chain, Account> &
  PublicActions<Transport, Chain, Account> &
  WalletActions<Chain, Account>

/** A step that has been taken now, or was before. Its gas is that of the transaction, if there was one. */
export type Step = { title: string; gas: bigint | undefined }

/**
 * Brings a chain to the state in which all contracts are deployed, registered and set up, then checks that it is.
 * What is there already is left as it is, so a deployment that was cut short goes on where it was.
 * @param onstep called after every step
 * @returns addresses of all contracts
 * @throws DeploymentFault when something else is there, or in the end the chain is not as it should be
 */
export async function deploy(
  deployer: Deployer,
  parameters: Parameters,
  book: Book,
  onstep: (step: Step) => void = () => {},
): Promise<Addresses> {
  await expectNothingPending(deployer)
  const noted: Partial<Addresses> = { ...(await book.read(deployer.chain.id))?.addresses }
  for (const { name } of deployments(undefined, deployer.account.address, parameters)) {
    const done = await isDeployed(deployer, name, noted[name])
    const step = done ? undefined : await deployOne(deployer, parameters, book, name, noted.Controller)
    if (step !== undefined) noted[name] = step.address
    onstep({ title: `Deploy ${name}`, gas: step?.gas })
  }
  const addresses = noted as Addresses
  for (const call of calls(addresses, parameters)) {
    const gas = (await isDone(deployer, addresses, call)) ? undefined : await make(deployer, addresses, call)
    onstep({ title: call.title, gas })
  }
  const faults = await verify(deployer, parameters, addresses)
  if (faults.length > 0) {
    const hint = 'Something else has changed it meanwhile. Look at it before you go on.'
    throw new DeploymentFault(`The deployment is not as it should be: ${faults.join('; ')}.`, hint)
  }
  return addresses
}

/** A transaction of a deployment that was cut short may still be on its way: its place must not be taken again. */
async function expectNothingPending(deployer: Deployer) {
  const { address } = deployer.account
  const mined = await deployer.getTransactionCount({ address, blockTag: 'latest' })
  const sent = await deployer.getTransactionCount({ address, blockTag: 'pending' })
  if (sent <= mined) return
  const hint = 'Wait until it is mined, then start again: it goes on where it was.'
  throw new DeploymentFault(`A transaction of ${address} is still on its way.`, hint)
}

async function deployOne(
  deployer: Deployer,
  parameters: Parameters,
  book: Book,
  name: ContractName,
  controller: Address | undefined,
): Promise<{ address: Address; gas: bigint }> {
  const { address: from } = deployer.account
  const deployment = deployments(controller, from, parameters).find(each => each.name === name)
  if (deployment === undefined) throw new Error(`There is no contract ${name}.`)
  const nonce = await deployer.getTransactionCount({ address: from })
  const address = getContractAddress({ from, nonce: BigInt(nonce) })
  await book.note(deployer.chain.id, Number(await deployer.getBlockNumber()), name, address)
  const { code, args } = deployment
  const data = encodeDeployData({ abi: ABIS[name], bytecode: code, args } as never)
  const hash = await deployer.sendTransaction({ data, nonce })
  return { address, gas: await settle(deployer, hash, `Deploy ${name}`) }
}

async function make(deployer: Deployer, addresses: Addresses, { to, functionName, args, title }: Call) {
  const request = { address: addresses[to], abi: ABIS[to], functionName, args } as never
  return settle(deployer, await deployer.writeContract(request), title)
}

/** Waits for a transaction. @returns its gas */
async function settle(deployer: Deployer, hash: Hash, title: string): Promise<bigint> {
  const { status, gasUsed } = await deployer.waitForTransactionReceipt({ hash })
  if (status === 'success') return gasUsed
  throw new DeploymentFault(
    `“${title}” failed: transaction ${hash}.`,
    'Start again: it goes on where it was.',
  )
}
