import type { Position } from '../../chain/types.ts'
import type { Standing } from './rank.ts'

/** Who acts, and with whom they may: the account and the orchestrators. */
export type Party = {
  position: Position
  delegate: Standing | undefined
  orchestrators: Standing[]
  /** Peer id of this browser's contribute page, once it is known. */
  browser: string | undefined
}
