import { DEFAULT_WEIGHTS, LIVEPEER_WEIGHTS, type Weights } from '../../web/protocol/weigh.ts'
import type { Mix } from './market.ts'

/** Ways to choose. */
export const SETTINGS = {
  default: DEFAULT_WEIGHTS,
  Livepeer: LIVEPEER_WEIGHTS,
  'Livepeer, by price': { ...LIVEPEER_WEIGHTS, stake: 0.2, price: 0.6, chance: 0.2 },
  'default, a tenth by chance': { ...DEFAULT_WEIGHTS, stake: 0.9, chance: 0.1 },
  'default, without score': { ...DEFAULT_WEIGHTS, score: 0 },
} as const satisfies Record<string, Weights>

type Setting = keyof typeof SETTINGS

const HONEST: Mix = { orchestrators: 10_000, flaky: 0, cheats: 0, sybils: 0, sybilStake: 0, dumper: false }
const BY_STAKE: Setting[] = ['default', 'Livepeer', 'default, a tenth by chance']

/** Markets, each with the settings that it tells apart. */
export const MARKETS: { name: string; mix: Mix; settings: Setting[] }[] = [
  { name: 'all honest', mix: HONEST, settings: ['default', 'Livepeer', 'Livepeer, by price'] },
  {
    name: 'a tenth flaky, a tenth cheats',
    mix: { ...HONEST, flaky: 0.1, cheats: 0.1 },
    settings: ['default', 'default, without score', 'Livepeer'],
  },
  {
    name: 'an owner of 5 % of stake, 1 identity',
    mix: { ...HONEST, sybils: 1, sybilStake: 0.05 },
    settings: ['default', 'Livepeer'],
  },
  {
    name: 'the same as 2,000 identities',
    mix: { ...HONEST, sybils: 2000, sybilStake: 0.05 },
    settings: BY_STAKE,
  },
  { name: '2,000 identities without stake', mix: { ...HONEST, sybils: 2000 }, settings: BY_STAKE },
  {
    name: 'one of 1 % of stake asks 1 % of the price',
    mix: { ...HONEST, dumper: true },
    settings: ['default', 'Livepeer', 'Livepeer, by price'],
  },
]
