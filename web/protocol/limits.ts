/**
 * Every bound that Millrace puts on a peer or on itself, with its reason.
 * A message from a peer is hostile until it has passed these.
 */

const KIB = 1024
const MIB = 1024 * KIB

/** Control messages (job and watch protocols). An SDP with candidates is 5 to 10 KB. */
export const MAX_MESSAGE_BYTES = 64 * KIB
/** Control messages a peer may send per second, averaged; the bucket holds ten seconds. Heartbeats need 4. */
export const MAX_MESSAGES_PER_SECOND = 50
/** Seconds of messages that may come in one go: a ladder's receipts and an ICE gathering do. */
export const MESSAGE_BURST_SECONDS = 10
/** What a peer may leave unread, or have sent ahead of our reading, before its stream is ended. */
export const MAX_UNREAD_BYTES = 2 * MIB
/** A stream without a message for so long is ended; all that live longer say more. */
export const STREAM_IDLE_MS = 60_000

/** One encoded frame. A 1080p key frame at 20 Mb/s is about 0.6 MB. */
export const MAX_CHUNK_BYTES = 4 * MIB
/** Parts a chunk is cut into where a carrier cannot take it whole. */
export const MAX_CHUNK_PARTS = 128
/** Chunks that wait for a gap before them to fill, per track; at 60 fps about two seconds. */
export const MAX_REORDER_CHUNKS = 128
/** What one end of a link keeps of chunks that are incomplete or wait for a gap: two of the largest and room for the rest. */
export const MAX_REORDER_BYTES = 12 * MIB
/** What waits on the sending side of a link, whatever its rate: beyond, chunks are dropped. */
export const MAX_BACKLOG_BYTES = 16 * MIB
/** One frame of a carrier: a data channel message or an RTP frame; browsers take 256 KiB in a message. */
export const MAX_CARRIER_BYTES = 128 * KIB
/** RTCPeerConnections of one link: one, and where the data carrier's path is long three more. */
export const MAX_CONNECTIONS = 4
/** ICE candidates of one connection: hosts with many interfaces have about 20. */
export const MAX_CANDIDATES = 64
/** Tracks of one link: the source or up to eight rungs, and sound. */
export const MAX_TRACKS = 16

export const MAX_RENDITIONS = 8
export const MAX_WIDTH = 4096
export const MAX_HEIGHT = 4096
/** Pixels of one frame of a rendition: the largest picture of common shape. */
export const MAX_PICTURE_PIXELS = 4096 * 2304
/** Pixels of one frame of all rungs of a job: that and the standard rungs below it. */
export const MAX_LADDER_PIXELS = MAX_PICTURE_PIXELS + 3_750_000
/** A side of a file's picture with its bars, at the source's size: 4096 x 2304 in 9:16 is 7282 high. Bars are on two sides, so it is 50 MB at the most. */
export const MAX_BARRED_SIDE = 8192
export const MAX_FRAMERATE = 120
export const MAX_BITRATE = 50_000_000
export const MIN_BITRATE = 50_000
/** The coarsest quantizer of VP9 and AV1, as their bitstreams count, and Chromium's encoders in software do. */
export const MAX_QUANTIZER = 255
/** Effects of one offer; there are fewer than this, and each takes some 40 bytes. */
export const MAX_EFFECTS = 32
/** Pixels per second of an effect: 8K at 120 frames. */
export const MAX_PIXEL_RATE = 4e9
/** What an output pixel with an effect costs at most, in those without: half a segment is a ticket, and so much of a segment still fits in one payment. */
export const MAX_EFFECT_WEIGHT = 8
/** What a ms of sound that is written down costs at most, in output pixels: some eight times the usual. It is paid before it is begun. */
export const MAX_SOUND_WEIGHT = 4096
/** What a pixel that is painted from words costs at most, in plain ones: some eight times the usual. It is paid before it is begun. */
export const MAX_IMAGINE_WEIGHT = 150
/** Effects that one gateway may order of a job per second, averaged, and in one go: each may load a model. */
export const MAX_EFFECT_ORDERS_PER_SECOND = 1
export const EFFECT_ORDER_BURST = 10
/** A picture that is put behind people, as it goes with an order: with the rest of a request it fits into a message. */
export const MAX_BACKDROP_BYTES = 44 * KIB
/** A side of it. Of no more pixels it is decoded. */
export const MAX_BACKDROP_SIDE = 1280
export const CUE_KINDS = ['caption', 'object'] as const
/** Text of a cue: two lines of a caption are 80 characters, what is said in ten seconds some 200. */
export const MAX_CUE_LENGTH = 400
/** The longest stretch of time that a cue belongs to, µs. */
export const MAX_CUE_US = 30_000_000
/** Cues of one message: a picture full of objects. */
export const MAX_CUES = 64
/** Cues that a viewer keeps: what is shown now and some that are to come; beyond, the oldest goes. */
export const MAX_KEPT_CUES = 256
/** Looks for things in the picture, averaged, and in one go: they move slower than that, and each takes some 100 ms. */
export const MAX_LOOKS_PER_SECOND = 5
export const LOOK_BURST = 10
/** Decoder descriptions (avcC, AudioSpecificConfig) are tens of bytes; with long SPS lists some hundreds. */
export const MAX_DESCRIPTION_BYTES = 4 * KIB
export const MAX_SAMPLE_RATE = 192_000
export const MAX_CHANNELS = 8
/** Faster than real time by more than this is no measurement. */
export const MAX_REALTIME = 1000
/** The latest date of ECMAScript, ms: any clock, Unix or of a page, is below. */
export const MAX_CLOCK_MS = 8.64e15
export const MAX_ID_LENGTH = 64
export const MAX_TITLE_LENGTH = 200
export const MAX_REASON_LENGTH = 300

export const SEGMENT_MS = [1000, 2000] as const
/** Encoded input goes on untouched only while its key frames are at most this far apart: a new orchestrator decodes from the last one. */
export const MAX_SOURCE_GOP_MS = 12_000
/** What a gateway keeps of the source's or a rendition's newest GOP, for late viewers and new orchestrators. */
export const MAX_GOP_CACHE_BYTES = 32 * MIB

/** How often each side of a job or a watch says that it lives. */
export const HEARTBEAT_MS = 250
/** So much of the time between two beats of its own counts as another's silence: it may have stood still itself. */
export const MAX_BEAT_MS = 350
/** A peer that has missed three beats is dead where another can take its place. */
export const HEARTBEAT_DEAD_MS = 750
/** Where there is no other, a busy machine gets the benefit of the doubt (the promise is: known within 2 s). */
export const SOLE_DEAD_MS = 2000
/** The last frames of a stream are waited for so long after the word that they are the last: they go another way, and may be lost, ms. */
export const FLUSH_PATIENCE_MS = 2000
/** What a late orchestrator is sent of the source's past, ms of video; more costs longer than a new key frame. */
export const MAX_CATCH_UP_MS = 2500
/** From a request to its answer, signalling included. */
export const REQUEST_TIMEOUT_MS = 10_000

/** How often an orchestrator repeats its offer, and how old one may be before it is dropped. */
export const OFFER_INTERVAL_MS = 2000
export const OFFER_STALE_MS = 7000
export const MAX_OFFER_BYTES = 4 * KIB
/** What gossip sends in one go: several offers and its own control messages; each offer is held to its own bound. */
export const MAX_GOSSIP_BYTES = 64 * KIB
/** Where a peer says that it can be dialled: one or two addresses for each of a few relays. */
export const MAX_ADDRESSES = 8
export const MAX_ADDRESS_LENGTH = 256
/** An orchestrator that is asked for its offer answers at most so often. */
export const OFFER_ANSWER_MS = 500
/** Offers a gateway remembers; beyond, the oldest goes. */
export const MAX_OFFERS = 1024
/** Offers taken from one peer per second, averaged. */
export const MAX_OFFERS_PER_SECOND = 4

/** How often a relay that is out of reach is tried, and how long one try may take. */
export const RELAY_RETRY_MS = 1000
export const RELAY_TIMEOUT_MS = 5000
/** How often a reserved relay is asked whether it lives. */
export const RELAY_PING_MS = 5000
/** One try of a direct connection; a good one takes below 1 s. */
export const DIAL_TIMEOUT_MS = 6000
/** A connection that answers no ping for so long is taken for dead. */
export const PING_TIMEOUT_MS = 2000
/** Pages that one relay serves. */
export const MAX_RELAY_PAGES = 512
/** Connections that a page or a relay lets in at once and per second from one address: many peers share a NAT or a relay. */
export const MAX_INBOUND_CONNECTIONS = 100

/** Streams one gateway page publishes, and viewers of one stream: see `npm run bench path`. */
export const MAX_STREAMS = 8
export const MAX_VIEWERS = 50
/** Players of one stream by WHEP: each takes a connection of the page, and an encoder of small pictures. */
export const MAX_PLAYERS = 20
/** Jobs one orchestrator page takes at the most, whatever its benchmark says. */
export const MAX_JOBS = 16
/** Gateways for which one orchestrator page stands by: each costs a Worker with idle codecs, and the decoding of its source. */
export const MAX_STANDBYS = 8

/** Bytes of an Ethereum address, of a hash, and of a ticket's signature. */
export const ADDRESS_BYTES = 20
export const HASH_BYTES = 32
export const SIGNATURE_BYTES = 65
/** Bytes of a frame's digest in a receipt: nobody makes another frame with the same one. */
export const DIGEST_BYTES = 16
/** Frames of one segment, told by its receipt: two seconds of the highest frame rate and some to spare. */
export const MAX_SEGMENT_FRAMES = 256
/** Wei and pixels of a price: two gwei for a pixel is a hundred million times the usual. Protons writes none from 2^31 to 2^32 right. */
export const MAX_PRICE_PART = 2n ** 31n - 1n
/** Tickets of one payment: who needs more asks for a quote of a higher value. */
export const MAX_TICKETS = 32
/** Payments of one job that are not credited yet: a gateway pays up to 4 times a second, and the way there and back takes below 1 s. */
export const MAX_PAYMENTS_AHEAD = 4
/** Quotes of one job that may be asked for per second, averaged, and in one go: one lasts for blocks. */
export const MAX_QUOTES_PER_SECOND = 0.5
export const QUOTE_BURST = 4
/** How long frames may wait for pay before a job is ended. */
export const UNPAID_MS = 2000
/** Senders whose unpaid work an orchestrator remembers; beyond, the oldest goes. */
export const MAX_DEBTORS = 1024
/** Tickets on one quote, as with Livepeer; then another quote is needed. */
export const MAX_NONCES = 600
/** Blocks for which a quote is good, as with Livepeer. */
export const QUOTE_BLOCKS = 40
/** Signature of a peer's key (Ed25519 is 64 bytes, RSA 256). */
export const MAX_PEER_SIGNATURE_BYTES = 512
/** Quotes of one sender, and of all, that tickets were taken on and that are still good: some 75 bytes each. A job needs two at a time. */
export const MAX_SENDER_QUOTES = 64
export const MAX_PAID_QUOTES = 4096
/** Senders whose funds are remembered for when the RPC does not answer; beyond, the oldest goes. */
export const MAX_SENDERS = 256
/** For how long the last known rates and funds are used when the chain's RPC is lost: what is taken meanwhile may be worth nothing. */
export const CHAIN_LOST_MS = 300_000

/** Characters of what a picture is to be drawn of: some forty words, and no more than ten of them are drawn. */
export const MAX_IMAGINE_CHARACTERS = 240

/** Length of a file's segment, ms: one lost costs little, and the first key of each costs below 3 % of the bits. */
export const FILE_SEGMENT_MS = 3000
/** From the key of a file's segment to its end: what lies further from a key is refused, as decoders would start too far away. */
export const MAX_FILE_SEGMENT_MS = 20_000
/** Packets of one segment of a file: twenty seconds at 60 a second. */
export const MAX_FILE_SEGMENT_FRAMES = 1200
/** Packets of one segment of a file, in or out: 20 s at 26 Mb/s. */
export const MAX_FILE_SEGMENT_BYTES = 64 * MIB
/** Unacknowledged bytes of a file's stream, each way: WebRTC streams hold nothing back themselves. */
export const FILE_WINDOW_BYTES = MIB
/** Data in one message of a file's stream: a whole one is MAX_MESSAGE_BYTES at most. */
export const FILE_DATA_BYTES = 60 * KIB
/** Messages of a file's stream that may come per second, averaged: a window's acknowledgements and data at 60 MB/s. */
export const MAX_FILE_MESSAGES_PER_SECOND = 2000
/** Segments of one lane under way at once: one travels while another is made. */
export const MAX_FILE_SEGMENTS_AHEAD = 2
/** Orchestrators that work on one file at once: what they are sent all comes out of one uplink. */
export const MAX_FILE_LANES = 24
/** How often each side of a file job says that it lives, and how long it may be silent, ms: what is late is made by others meanwhile, so a busy machine has time. */
export const FILE_BEAT_MS = 500
export const FILE_DEAD_MS = 10_000
/** How long a gateway may keep an orchestrator's place without a segment, ms. */
export const FILE_IDLE_MS = 30_000
/** How long a decoder or an encoder may take for one frame, ms: longer, and it hangs. */
export const FILE_STALL_MS = 20_000
/** How long frames of a file may wait for pay, ms. */
export const FILE_UNPAID_MS = 10_000
/** Frames of every rendition that are done for who has paid for all before them; a ticket pays for half of them. */
export const FILE_UNPAID_FRAMES = 120
/** Levels of codecs are chosen for as many frames a second, so that all segments of a file have the same. */
export const FILE_LEVEL_FRAMERATE = 60

/** Pixels of a picture that a request may bring: 4K. */
export const MAX_ASK_PIXELS = 3840 * 2160
/** A side of it: a panorama of 8 to 1. */
export const MAX_ASK_SIDE = 8192
/** What a request brings or gets, encoded: three bits for each of the most pixels, and half as much again. */
export const MAX_ASK_BYTES = 5 * MIB
/** A picture as a person has it, before it is made smaller: what phones and cameras take. */
export const MAX_PICKED_BYTES = 64 * MIB
export const MAX_PICKED_PIXELS = 120_000_000
/** A form with a picture that comes to a node over HTTP: held in memory, a few at a time. */
export const MAX_FORM_BYTES = 32 * MIB
/** A text in such a form, characters. */
export const MAX_FORM_TEXT = 10_000
/** JSON that comes to a node over HTTP with the words of a picture, and with what else clients say in it. */
export const MAX_PROMPT_BYTES = 64 * KIB
/** Forms that a node has in hand at once; beyond, callers are told to come again. */
export const MAX_FORMS = 8
/** Things found in one picture, and the JSON that says so. */
export const MAX_FOUND = 64
export const MAX_FOUND_BYTES = 16 * KIB
/** MAX_IMAGINE_CHARACTERS as they go out, in JSON with the seed: three bytes for each, and room. */
export const MAX_WISH_BYTES = 2 * KIB
/** A clip that was painted: 48 frames of 128×128, encoded, at some five bits a pixel. */
export const MAX_CLIP_BYTES = 512 * KIB
/** Seeds have 32 bits, as those of most generators have. */
export const MAX_SEED = 2 ** 32 - 1
/** Pictures that one call over HTTP may ask for, painted one after another. */
export const MAX_IMAGES = 4
/** A sound that a request may bring, ms: ten minutes are written down in five where they are offered. */
export const MAX_SOUND_MS = 600_000
/** ms of sound that an orchestrator writes down in a second, at the least, to offer it. */
export const LEAST_SOUND_RATE = 2000
/** Captions of one sound, and the JSON that says so: more than can be said in the time. */
export const MAX_SAID = 1000
export const MAX_SAID_BYTES = 256 * KIB
/** For how long a request's picture and pay may be on their way, ms: five megabytes at 1 Mb/s. */
export const ASK_PATIENCE_MS = 45_000
/** How long a model may be loaded and run for a picture, ms, and beside the time for its sound: longer, and it hangs. */
export const ASK_STALL_MS = 180_000

/** One segment of one track on its way from a page to its HLS server: two seconds of the highest bit rate, and half as much again. */
export const MAX_HLS_SEGMENT_BYTES = 20 * MIB
/** An initialization segment is about 700 bytes; a decoder description may make it longer. */
export const MAX_INIT_BYTES = 16 * KIB
/** Small pictures along a stream's timeline: one in so many s, at most so large, pixels and bytes. Two hours of them take about 6 MB. */
export const PICTURE_EVERY_S = 10
export const PICTURE_WIDTH = 320
export const PICTURE_HEIGHT = 180
export const MAX_PICTURE_BYTES = 96 * KIB
/** The longest segment, s: the longest that is cut, and as much as it may be stretched. */
export const MAX_HLS_SEGMENT_S = 2.5
/** Of a live segment players get parts, of about so many ms; none is longer than players are told, s. */
export const HLS_PART_MS = 500
export const HLS_PART_TARGET_S = 0.55
/** Of one segment there are not more: of the longest, stretched. */
export const MAX_HLS_PARTS = 6
/** Of the newest segments of a track so many are listed with their parts; those of one more are there. */
export const HLS_PARTED = 3
/** How long a player may wait for what is not there yet, ms, and how many may. */
export const HLS_WAIT_MS = 6000
export const MAX_HLS_WAITING = 2000
/** Seconds of a stream that its HLS playlists list, and for how much longer its files stay: who has read of one may still fetch it. */
export const HLS_WINDOW_S = 7200
export const HLS_GRACE_S = 60
/** The end of a playlist that players get who have the rest already, s: at the least six segments. */
export const HLS_SKIP_S = 30
/** Streams that a node keeps for replay are dropped when nothing was heard of them for so long, ms: a week. */
export const HLS_KEPT_MS = 7 * 24 * 3_600_000
/** A track that is further behind the others, s, has lost what it lacks. */
export const HLS_LAG_S = 5
/** Captions that are so much behind, s, are not waited for: nobody writes them, or not in time. */
export const HLS_CAPTIONS_LAG_S = 20
/** Captions of a stream that a node keeps: more than are said in the time that playlists list. */
export const MAX_HLS_CAPTIONS = 10_000
/** Segments of all streams that a node keeps on its disk: about an hour of the usual ladder. */
export const MAX_HLS_BYTES = 4096 * MIB
/** Segments that wait for being made or written: some seconds of a full ladder; beyond, they are lost. */
export const MAX_UNMADE_SEGMENTS = 32
