import { formatEther, parseEther } from 'viem'

const DAY_MS = 86_400_000
/** One call, wei: enough to redeem twenty winners at several gwei; dearer gas is waited out. */
const MAX_CALL_FEE = parseEther('0.02')
/** All calls of one day (UTC), wei: several times what an orchestrator at work all day spends. */
const MAX_DAY_FEES = parseEther('0.1')

/**
 * Bounds what calls may pay for gas: whoever chooses their fees could burn the whole balance in them.
 * @returns counts the most that a call may cost, wei. @throws the call costs too much
 */
export function createFeeLimit(): (fee: bigint) => void {
  let day = 0
  let spent = 0n
  return fee => {
    if (fee > MAX_CALL_FEE)
      throw new Error(`This node pays at most ${formatEther(MAX_CALL_FEE)} ether for gas.`)
    const today = Math.floor(Date.now() / DAY_MS)
    if (today !== day) spent = 0n
    day = today
    if (spent + fee > MAX_DAY_FEES) {
      throw new Error(`This node pays at most ${formatEther(MAX_DAY_FEES)} ether for gas in a day.`)
    }
    spent += fee
  }
}
