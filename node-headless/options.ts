import * as v from 'valibot'
import { ASKABLE, type AskId } from '../web/protocol/ask.ts'
import { BACKDROPS, REPLACE_BACKGROUND, USUAL_BACKDROP } from '../web/protocol/backdrops.ts'
import { CAPTIONS } from '../web/protocol/captions.ts'
import { EFFECTS, type EffectKind, FILE_EFFECTS, LIVE_EFFECTS } from '../web/protocol/effects.ts'
import { FAULTS, parseFaults } from '../web/protocol/faults.ts'
import { IMAGINE, IMAGINE_ANY, IMAGINE_CLIP } from '../web/protocol/imagine.ts'
import { CODECS, RUNGS } from '../web/protocol/ladder.ts'
import { MAX_JOBS, MAX_PRICE_PART, MAX_SEED, MAX_TITLE_LENGTH, SEGMENT_MS } from '../web/protocol/limits.ts'
import { ACTIONS, parseRules } from '../web/protocol/moderation.ts'
import { LABELS, OBJECTS } from '../web/protocol/objects.ts'
import { FILE_FRAMERATES, SHAPES, TURNS } from '../web/protocol/picture.ts'
import { ICE } from './ice.ts'
import { parseBitrate, parseQuality, parseTrim } from './transcode/parse.ts'

/** What an orchestrator can do with pictures beside encoding them. */
const CAPABILITIES = [...EFFECTS, OBJECTS, CAPTIONS, IMAGINE, IMAGINE_CLIP].map(({ id }) => id)

const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]

export const COMMANDS = ['up', 'gateway', 'transcode', 'ask', 'orchestrator', 'relay'] as const
export type Command = (typeof COMMANDS)[number]

/** Those that are given a video, or a picture. */
export const TAKES_FILE: readonly Command[] = ['up', 'gateway', 'transcode', 'ask']

/** Those that make one thing and end; without a relay on this machine alone. */
export const MAKES: readonly Command[] = ['transcode', 'ask']

const MAX_PRICE = Number(MAX_PRICE_PART)

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'))
const port = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must be 0 (any free port) to 65535'),
  v.maxValue(65535, 'must be 0 (any free port) to 65535'),
)
/** Where a server listens. */
const place = v.pipe(
  v.string('must be a port'),
  v.regex(/^([^\s:]*|\[[0-9a-fA-F:]+\]):\d{1,5}$/, 'must be :port or host:port'),
  v.check(place => Number(place.slice(place.lastIndexOf(':') + 1)) <= 65535, 'must have a port up to 65535'),
)
/** A bearer token. */
const key = v.pipe(
  v.string('must be a text'),
  v.regex(/^[\w.~+/=-]{16,}$/, 'must be 16 or more letters, digits and -._~+/='),
)
const RELAY_ADDRESS =
  /^\/(ip4|ip6|dns|dns4|dns6)\/[^/]+\/tcp\/\d{1,5}\/(tls\/)?wss?(\/.*)?\/p2p\/[A-Za-z0-9]+$/
const relay = v.pipe(
  v.string('must be a multiaddr'),
  v.regex(RELAY_ADDRESS, 'must be a WebSocket multiaddr with its peer id: /ip4/.../tcp/.../ws/p2p/...'),
)
const rung = v.picklist(
  RUNGS.map(({ name }) => name),
  `must be one of ${RUNGS.map(({ name }) => name).join(', ')}`,
)

/** A stream's. */
const LIVE_FRAMERATE = {
  help: 'cap on the frame rate: 0 (keep the source’s) or 30',
  schema: v.picklist([0, 30], 'must be 0 or 30'),
}

const BACKDROP_NAMES = BACKDROPS.map(({ id }) => id).join(', ')
const NAMED_BACKDROP = {
  flags: '--backdrop <name>',
  help: `what --effect ${REPLACE_BACKGROUND} puts behind people: ${BACKDROP_NAMES} (default: ${USUAL_BACKDROP})`,
}

const FEW_LOGS = `least level to log: ${LEVELS.join(', ')} (default: warn)`

type Option = {
  /** As commander takes it. */
  flags: string
  help: string
  commands: readonly Command[]
  schema: v.GenericSchema
  /** Makes the value that the schema checks of a flag's text; texts stay as they are. */
  parse?: (text: string, before: unknown) => unknown
  /** What is otherwise for one command. */
  per?: { [Name in Command]?: Partial<Pick<Option, 'flags' | 'help' | 'schema'>> }
}

type Named = Pick<EffectKind, 'name'> & { id: AskId }
const namesOf = (effects: readonly Named[]) => effects.map(({ id }) => id).join(', ')
const oneOf = (effects: readonly Named[]) =>
  v.picklist(
    effects.map(({ id }) => id),
    `must be one of ${namesOf(effects)}`,
  )

const nodes = ['up', 'gateway', 'transcode', 'ask', 'orchestrator'] as const
/** What an output pixel costs. */
const wei = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must be 0 or more'),
  v.maxValue(MAX_PRICE, `must be at most ${MAX_PRICE}`),
)
const gateways = ['up', 'gateway'] as const
const payers = ['up', 'gateway', 'transcode'] as const
const roles = ['gateway', 'transcode', 'ask', 'orchestrator'] as const
const transcode = ['transcode'] as const

/** Whether this finds anything in a text, and nothing that it cannot read. */
const readBy = (parse: (text: string) => unknown[]) => (text: string) => {
  try {
    return parse(text).length > 0
  } catch {
    return false
  }
}

const RULES = `what is one of ${LABELS.join(', ')}; actions: ${ACTIONS.join(', ')}`

const MOST_PAID = 'the most that is paid to orchestrators; without it only those that are free work'
const PAYS_ON =
  'chain on which it pays: arbitrum-one, arbitrum-sepolia or an id; needs --rpc, --keystore and --budget'

/** Texts that are no number stay texts, for the schema to refuse. */
const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)
const split = (text: string) => text.split(',')
const collect = (text: string, before: unknown) => [...(Array.isArray(before) ? before : []), text]

/** Every option, on the command line and in the config file, by its name in both. */
export const OPTIONS = {
  relay: {
    flags: '--relay <multiaddr>',
    help: 'relay to meet other peers at, may be repeated; `up`, `transcode` and `ask` run one of their own when none is named',
    commands: nodes,
    schema: v.pipe(v.array(relay, 'must be a list of multiaddrs'), v.nonEmpty('must not be empty')),
    parse: collect,
  },
  ice: {
    flags: '--ice <server>',
    help: 'STUN or TURN server for paths through firewalls, may be repeated: stun:host:port, turn:user:password@host:port',
    commands: nodes,
    schema: v.pipe(
      v.array(
        v.pipe(text, v.regex(ICE, 'must be stun:host or turn:user:password@host')),
        'must be a list of servers',
      ),
      v.maxLength(8, 'must be at most 8 servers'),
    ),
    parse: collect,
  },
  host: {
    flags: '--host <address>',
    help: 'address to listen on; anything but loopback lets others in (default: 127.0.0.1)',
    commands: COMMANDS,
    schema: text,
  },
  port: {
    flags: '--port <number>',
    help: 'port of the pages (default: 8620, or the next free one)',
    commands: nodes,
    schema: port,
    parse: number,
  },
  'relay-port': {
    flags: '--relay-port <number>',
    help: 'port of the relay (default: 9620, or the next free one)',
    commands: ['up', 'relay'],
    schema: port,
    parse: number,
  },
  data: {
    flags: '--data <folder>',
    help: 'identity keys and browser profiles (default: .millrace)',
    commands: COMMANDS,
    schema: text,
    per: {
      transcode: {
        help: 'browser profile, with what is done of a video until it is whole (default: .millrace/transcode)',
      },
      ask: { help: 'browser profile (default: .millrace/ask)' },
    },
  },
  jobs: {
    flags: '--jobs <number>',
    help: 'jobs to take at the same time (default: what the benchmark finds)',
    commands: ['up', 'orchestrator'],
    schema: v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(1, `must be 1 to ${MAX_JOBS}`),
      v.maxValue(MAX_JOBS, `must be 1 to ${MAX_JOBS}`),
    ),
    parse: number,
  },
  price: {
    flags: '--price <wei>',
    help: 'what an output pixel costs, wei; 0 works for free (default: 60, which is about 0.00002 ETH an hour)',
    commands: ['up', 'orchestrator'],
    schema: wei,
    parse: number,
  },
  effects: {
    flags: '--effects <names>',
    help: `effects on pictures, finding objects in them, captions of sounds, and pictures and clips from words, to offer, if this machine can do them in time: all, none, or some of ${CAPABILITIES.join(', ')} (default: all)`,
    commands: ['up', 'orchestrator'],
    schema: v.pipe(
      v.array(v.picklist(['all', 'none', ...CAPABILITIES], 'must be all, none, or a list of effects')),
      v.nonEmpty('must not be empty'),
    ),
    parse: split,
  },
  'effect-price': {
    flags: '--effect-price <wei>',
    help: 'what an output pixel with an effect costs beside its price, wei (default: 120)',
    commands: ['up', 'orchestrator'],
    schema: wei,
    parse: number,
  },
  'sound-price': {
    flags: '--sound-price <wei>',
    help: 'what a millisecond of sound costs that is written down on request, wei (default: 30000)',
    commands: ['up', 'orchestrator'],
    schema: wei,
    parse: number,
  },
  'imagine-price': {
    flags: '--imagine-price <wei>',
    help: 'what a pixel costs that is painted from words on request, beside its price, wei (default: 1000)',
    commands: ['up', 'orchestrator'],
    schema: wei,
    parse: number,
  },
  effect: {
    flags: '--effect <name>',
    help: `what is done to the pictures, by an orchestrator that offers it: ${namesOf(LIVE_EFFECTS)}`,
    commands: [...gateways, 'transcode', 'ask'],
    schema: v.picklist([...CAPABILITIES, IMAGINE_ANY.id]),
    per: {
      up: { schema: oneOf(LIVE_EFFECTS) },
      gateway: { schema: oneOf(LIVE_EFFECTS) },
      ask: { help: `what is to be done: ${namesOf(ASKABLE)}`, schema: oneOf(ASKABLE) },
      transcode: {
        help: `what is done to the pictures first, by orchestrators that offer it: ${namesOf(FILE_EFFECTS)}`,
        schema: oneOf(FILE_EFFECTS),
      },
    },
  },
  backdrop: {
    flags: '--backdrop <name or file>',
    help: `what --effect ${REPLACE_BACKGROUND} puts behind people: ${BACKDROP_NAMES}, or a picture, JPEG, PNG or WebP (default: ${USUAL_BACKDROP})`,
    commands: [...gateways, 'transcode', 'ask'],
    per: { transcode: NAMED_BACKDROP, ask: NAMED_BACKDROP },
    schema: v.pipe(v.string('must be a name or a file'), v.nonEmpty('must not be empty')),
  },
  strength: {
    flags: '--strength <share>',
    help: 'how much of it, 0 to 1 (default: 1)',
    commands: ['ask'],
    schema: v.pipe(
      v.number('must be a number'),
      v.minValue(0, 'must be 0 to 1'),
      v.maxValue(1, 'must be 0 to 1'),
    ),
    parse: text => (/^\d*\.?\d+$/.test(text) ? Number(text) : text),
  },
  seed: {
    flags: '--seed <number>',
    help: 'which of the pictures, or clips, of some words is painted: the same seed paints the same one (default: a random one, which is said)',
    commands: ['ask'],
    schema: v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(0, `must be 0 to ${MAX_SEED}`),
      v.maxValue(MAX_SEED, `must be 0 to ${MAX_SEED}`),
    ),
    parse: number,
  },
  recognise: {
    flags: '--recognise',
    help: 'find objects in the picture, by an orchestrator that offers it',
    commands: gateways,
    schema: v.boolean('must be true or false'),
  },
  moderate: {
    flags: '--moderate <rules>',
    help: `what is done when something is seen in the picture, by orchestrators that find objects, e.g. person=blur,monitor=warn; ${RULES}`,
    commands: gateways,
    schema: v.pipe(
      v.string('must be rules'),
      v.check(
        readBy(parseRules),
        `must be <what>=<action>, with a comma between two and once for each thing; ${RULES}`,
      ),
    ),
  },
  webhook: {
    flags: '--webhook <url>',
    help: 'hand objects, captions and what moderation does to this address as JSON, as it comes',
    commands: gateways,
    schema: v.pipe(text, v.regex(/^https?:\/\/\S+$/, 'must be an http or https URL')),
  },
  captions: {
    flags: '--captions',
    help: 'write what is said, in English, for viewers; the gateway’s own machine does it',
    commands: gateways,
    schema: v.boolean(),
  },
  budget: {
    flags: '--budget <ether>',
    help: 'the most that the gateway pays orchestrators while it runs',
    commands: [...payers, 'ask'],
    schema: v.pipe(text, v.regex(/^\d{1,9}(\.\d{1,18})?$/, 'must be an amount of ether, e.g. 0.05')),
    per: {
      up: {
        help: 'the most that the gateway pays orchestrators while it runs, on the local chain (default: 0.1)',
      },
      transcode: { help: MOST_PAID },
      ask: { help: MOST_PAID },
    },
  },
  title: {
    flags: '--title <text>',
    help: 'title of the stream (default: name of the file)',
    commands: gateways,
    schema: v.pipe(text, v.maxLength(MAX_TITLE_LENGTH, `must be at most ${MAX_TITLE_LENGTH} characters`)),
  },
  rungs: {
    flags: '--rungs <names>',
    help: `rungs of the ladder, e.g. 480p,720p,1080p; those above the source are left out, and 1080p by up where there are fewer than four cores`,
    commands: gateways,
    schema: v.pipe(v.array(rung, 'must be a list of rungs'), v.nonEmpty('must not be empty')),
    parse: split,
  },
  codec: {
    flags: '--codec <name>',
    help: `codec of the renditions: ${CODECS.join(', ')}`,
    commands: payers,
    schema: v.picklist(CODECS, `must be one of ${CODECS.join(', ')}`),
    per: { transcode: { help: `${CODECS.join(', ')} (default: h264, in WebM vp9)` } },
  },
  out: {
    flags: '--out <file>',
    help: 'what is made: .mp4 or .webm; of several renditions each gets its name before the ending',
    commands: MAKES,
    schema: v.pipe(text, v.regex(/\.(mp4|webm)$/i, 'must end in .mp4 or .webm')),
    per: {
      ask: {
        help: 'what is made: .jpg, from words .png; of objects .json, of captions .vtt, .txt or .json, or it is only said',
        schema: v.pipe(
          text,
          v.regex(/\.(jpe?g|png|json|vtt|txt)$/i, 'must end in .jpg, .png, .json, .vtt or .txt'),
        ),
      },
    },
  },
  rendition: {
    flags: '--rendition <name>',
    help: `${RUNGS.map(({ name }) => name).join(', ')}; may be repeated (default: the size of the video)`,
    commands: transcode,
    schema: v.pipe(v.array(rung, 'must be a list of renditions'), v.nonEmpty('must not be empty')),
    parse: collect,
  },
  bitrate: {
    flags: '--bitrate <bits>',
    help: 'bits per second, e.g. 900k or 2.5M: once for all, or once for each --rendition (default: by size and codec)',
    commands: transcode,
    schema: v.pipe(
      v.array(
        v.pipe(
          text,
          v.check(bits => parseBitrate(bits) !== undefined, 'must be bits per second, e.g. 900k or 2.5M'),
        ),
        'must be a list of bitrates',
      ),
      v.nonEmpty('must not be empty'),
    ),
    parse: collect,
  },
  quality: {
    flags: '--quality <how>',
    help: 'instead of a bitrate: high, medium, low, or 0 (best) to 63 as for -crf; for VP9 (then the default) and AV1',
    commands: transcode,
    schema: v.pipe(
      text,
      v.check(how => parseQuality(how) !== undefined, 'must be high, medium, low, or a number from 0 to 63'),
    ),
  },
  trim: {
    flags: '--trim <from-to>',
    help: 'the part to keep, in seconds or h:mm:ss: 10-25.5, 1:30-, -0:45',
    commands: transcode,
    schema: v.pipe(
      text,
      v.check(range => parseTrim(range) !== undefined, 'must be a range of times, e.g. 10-25.5 or 1:30-'),
    ),
  },
  crop: {
    flags: '--crop <shape>',
    help: `the largest part of this shape, from the middle: ${SHAPES.slice(1).join(', ')}`,
    commands: transcode,
    schema: v.picklist(SHAPES, `must be one of ${SHAPES.join(', ')}`),
  },
  bars: {
    flags: '--bars <shape>',
    help: 'the whole picture in this shape, with black bars on two sides; shapes as for --crop',
    commands: transcode,
    schema: v.picklist(SHAPES, `must be one of ${SHAPES.join(', ')}`),
  },
  turn: {
    flags: '--turn <degrees>',
    help: `turn the picture clockwise: ${TURNS.slice(1).join(', ')}`,
    commands: transcode,
    schema: v.picklist(TURNS, `must be one of ${TURNS.join(', ')}`),
    parse: number,
  },
  sound: {
    flags: '--no-sound',
    help: 'without the sound',
    commands: transcode,
    schema: v.boolean('must be true or false'),
  },
  segment: {
    flags: '--segment <ms>',
    help: `length of a segment: ${SEGMENT_MS.join(' or ')}`,
    commands: gateways,
    schema: v.picklist(SEGMENT_MS, `must be ${SEGMENT_MS.join(' or ')}`),
    parse: number,
  },
  framerate: {
    flags: '--framerate <fps>',
    help: `cap on the frame rate: ${FILE_FRAMERATES.filter(Boolean).join(', ')} (default: the video’s)`,
    commands: [...gateways, 'transcode'],
    schema: v.picklist(FILE_FRAMERATES, `must be one of ${FILE_FRAMERATES.join(', ')}`),
    parse: number,
    per: { up: LIVE_FRAMERATE, gateway: LIVE_FRAMERATE },
  },
  hls: {
    flags: '--hls <[host]:port>',
    help: 'serve the stream over HLS there as well, for players of any kind, e.g. :8080',
    commands: payers,
    schema: place,
    per: {
      up: {
        help: 'where the stream is served over HLS as well, for players of any kind (default: :8080, or the next free port)',
      },
      transcode: {
        flags: '--hls <folder>',
        help: 'what is made, as HLS: a new folder with master.m3u8, playlists and segments',
        schema: text,
      },
    },
  },
  whip: {
    flags: '--whip <[host]:port>',
    help: 'instead of a file: take in what OBS, or whoever has the key, publishes there by WHIP, e.g. :8889',
    commands: gateways,
    schema: place,
  },
  'whip-key': {
    flags: '--whip-key <key>',
    help: 'bearer token of who publishes; best in the config file (default: made once and kept in the data folder)',
    commands: gateways,
    schema: key,
  },
  whep: {
    flags: '--whep <[host]:port>',
    help: 'serve the stream by WHEP there as well, for WebRTC players of any kind, e.g. :8890',
    commands: gateways,
    schema: place,
  },
  ai: {
    flags: '--ai <[host]:port>',
    help: 'instead of a file: have pictures worked on for whoever asks there over HTTP as Livepeer’s AI gateway is asked, and has the key, e.g. :8937',
    commands: ['gateway'],
    schema: place,
  },
  'ai-key': {
    flags: '--ai-key <key>',
    help: 'bearer token of who asks; best in the config file (default: made once and kept in the data folder)',
    commands: ['gateway'],
    schema: key,
  },
  simulate: {
    flags: '--simulate <faults>',
    help: `what is to fail on purpose once the stream is live, e.g. orchestrator-kill@10s,relay-restart@20s; faults: ${Object.keys(FAULTS).join(', ')}`,
    commands: gateways,
    schema: v.pipe(
      v.string('must be a plan of faults'),
      v.check(readBy(parseFaults), 'must be <fault>@<seconds>s, with a comma between two'),
    ),
  },
  once: {
    flags: '--once',
    help: 'play the file once and end when its output is complete, instead of in a loop',
    commands: gateways,
    schema: v.boolean('must be true or false'),
  },
  chain: {
    flags: '--chain <name>',
    help: 'chain of the contracts: arbitrum-one, arbitrum-sepolia or an id; needs --rpc and --keystore',
    commands: nodes,
    schema: v.union([v.boolean(), text]),
    per: {
      up: {
        flags: '--no-chain',
        help: 'without a local chain, which else runs with all contracts; named with --data, it outlives the command',
        schema: v.boolean('must be true or false'),
      },
      gateway: { help: PAYS_ON, schema: text },
      transcode: { help: PAYS_ON, schema: text },
      ask: { help: PAYS_ON, schema: text },
      orchestrator: { schema: text },
    },
  },
  rpc: {
    flags: '--rpc <url>',
    help: 'node of the chain',
    commands: roles,
    schema: text,
  },
  keystore: {
    flags: '--keystore <file>',
    help: 'key of the node’s account on the chain',
    commands: roles,
    schema: text,
  },
  'password-file': {
    flags: '--password-file <file>',
    help: 'its first line is the keystore’s password; else MILLRACE_PASSWORD',
    commands: roles,
    schema: text,
  },
  addresses: {
    flags: '--addresses <file>',
    help: 'addresses of the contracts (default: deployments/<chain id>.json)',
    commands: roles,
    schema: text,
  },
  register: {
    flags: '--register',
    help: 'register this orchestrator’s peer id for its account',
    commands: ['orchestrator'],
    schema: v.boolean('must be true or false'),
  },
  reward: {
    flags: '--reward',
    help: 'call the account’s reward in every round in which it is active',
    commands: ['orchestrator'],
    schema: v.boolean('must be true or false'),
  },
  chrome: {
    flags: '--chrome <path>',
    help: 'Chrome or Chromium to use (default: the first found, else one is installed)',
    commands: nodes,
    schema: text,
  },
  build: {
    flags: '--no-build',
    help: 'serve the pages as they were built last, even if the sources are newer',
    commands: nodes,
    schema: v.boolean('must be true or false'),
  },
  log: {
    flags: '--log <level>',
    help: `least level to log: ${LEVELS.join(', ')} (default: info)`,
    commands: COMMANDS,
    schema: v.picklist(LEVELS, `must be one of ${LEVELS.join(', ')}`),
    per: { transcode: { help: FEW_LOGS }, ask: { help: FEW_LOGS } },
  },
} as const satisfies Record<string, Option>

type Value<Name extends keyof typeof OPTIONS> = v.InferOutput<(typeof OPTIONS)[Name]['schema']>

/** What was said on the command line and in the config file; `file` is the video or the picture, `words` what is to be painted. */
export type Settings = { [Name in keyof typeof OPTIONS]?: Value<Name> } & { file?: string; words?: string }

/** The options of one command. */
export function optionsOf(command: Command): (Option & { name: string })[] {
  const all: [string, Option][] = Object.entries(OPTIONS)
  return all
    .filter(([, { commands }]) => commands.includes(command))
    .map(([name, option]) => ({ name, ...option, ...option.per?.[command] }))
}
