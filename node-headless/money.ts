import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Membership } from './chain/join.ts'
import { fileJournal } from './journal.ts'
import type { LocalChain } from './localchain.ts'
import type { NodeOptions } from './node.ts'

/** The chain that a node works on: one that was named, or the local one. */
export type Chains = { member: Membership | undefined; local: LocalChain | undefined }

/**
 * What a role's page pays and is paid with: the account that signs for it, and, for an orchestrator, the journal of what
 * it earns. Nothing where there is no chain.
 * @param data folder of the journal
 */
export async function moneyOf(
  role: NodeOptions['role'],
  { member, local }: Chains,
  data: string,
): Promise<Pick<NodeOptions, 'account' | 'journal'>> {
  const earns = role === 'orchestrator'
  if (member !== undefined) {
    const path = join(data, `${role}-${member.place.chainId}.journal`)
    return { account: member.account, ...(earns && { journal: fileJournal(path) }) }
  }
  if (local === undefined) return {}
  const account = await local.account(role)
  if (!earns) return { account }
  const path = join(data, `${role}-local.journal`)
  // A new chain knows nothing of what was won on the one before.
  if (!local.kept) await rm(path, { force: true })
  return { account, journal: fileJournal(path) }
}
