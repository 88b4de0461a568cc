// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface VideoFormat {
  codec: string
  width: number
  height: number
  framerate: number
  bitrate: number
  description?: Uint8Array<ArrayBuffer>
}

export namespace VideoFormat {
  let _codec: Codec<VideoFormat>

  export const codec = (): Codec<VideoFormat> => {
    if (_codec == null) {
      _codec = message<VideoFormat>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.codec != null && obj.codec !== '')) {
          w.uint32(10)
          w.string(obj.codec)
        }

        if ((obj.width != null && obj.width !== 0)) {
          w.uint32(16)
          w.uint32(obj.width)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint32(obj.height)
        }

        if ((obj.framerate != null && obj.framerate !== 0)) {
          w.uint32(33)
          w.double(obj.framerate)
        }

        if ((obj.bitrate != null && obj.bitrate !== 0)) {
          w.uint32(40)
          w.uint32(obj.bitrate)
        }

        if (obj.description != null) {
          w.uint32(50)
          w.bytes(obj.description)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          codec: '',
          width: 0,
          height: 0,
          framerate: 0,
          bitrate: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.codec = reader.string()
              break
            }
            case 2: {
              obj.width = reader.uint32()
              break
            }
            case 3: {
              obj.height = reader.uint32()
              break
            }
            case 4: {
              obj.framerate = reader.double()
              break
            }
            case 5: {
              obj.bitrate = reader.uint32()
              break
            }
            case 6: {
              obj.description = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.codec`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.width`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.framerate`,
                value: reader.double()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bitrate`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.description`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface VideoFormatCodecFieldEvent {
    field: '$.codec'
    value: string
  }

  export interface VideoFormatWidthFieldEvent {
    field: '$.width'
    value: number
  }

  export interface VideoFormatHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface VideoFormatFramerateFieldEvent {
    field: '$.framerate'
    value: number
  }

  export interface VideoFormatBitrateFieldEvent {
    field: '$.bitrate'
    value: number
  }

  export interface VideoFormatDescriptionFieldEvent {
    field: '$.description'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<VideoFormat>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, VideoFormat.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VideoFormat>): VideoFormat {
    return decodeMessage(buf, VideoFormat.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<VideoFormat>): Generator<VideoFormatCodecFieldEvent | VideoFormatWidthFieldEvent | VideoFormatHeightFieldEvent | VideoFormatFramerateFieldEvent | VideoFormatBitrateFieldEvent | VideoFormatDescriptionFieldEvent> {
    return streamMessage(buf, VideoFormat.codec(), opts)
  }
}

export interface AudioFormat {
  codec: string
  sampleRate: number
  channels: number
  description?: Uint8Array<ArrayBuffer>
}

export namespace AudioFormat {
  let _codec: Codec<AudioFormat>

  export const codec = (): Codec<AudioFormat> => {
    if (_codec == null) {
      _codec = message<AudioFormat>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.codec != null && obj.codec !== '')) {
          w.uint32(10)
          w.string(obj.codec)
        }

        if ((obj.sampleRate != null && obj.sampleRate !== 0)) {
          w.uint32(16)
          w.uint32(obj.sampleRate)
        }

        if ((obj.channels != null && obj.channels !== 0)) {
          w.uint32(24)
          w.uint32(obj.channels)
        }

        if (obj.description != null) {
          w.uint32(34)
          w.bytes(obj.description)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          codec: '',
          sampleRate: 0,
          channels: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.codec = reader.string()
              break
            }
            case 2: {
              obj.sampleRate = reader.uint32()
              break
            }
            case 3: {
              obj.channels = reader.uint32()
              break
            }
            case 4: {
              obj.description = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.codec`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.sampleRate`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.channels`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.description`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AudioFormatCodecFieldEvent {
    field: '$.codec'
    value: string
  }

  export interface AudioFormatSampleRateFieldEvent {
    field: '$.sampleRate'
    value: number
  }

  export interface AudioFormatChannelsFieldEvent {
    field: '$.channels'
    value: number
  }

  export interface AudioFormatDescriptionFieldEvent {
    field: '$.description'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<AudioFormat>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, AudioFormat.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AudioFormat>): AudioFormat {
    return decodeMessage(buf, AudioFormat.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AudioFormat>): Generator<AudioFormatCodecFieldEvent | AudioFormatSampleRateFieldEvent | AudioFormatChannelsFieldEvent | AudioFormatDescriptionFieldEvent> {
    return streamMessage(buf, AudioFormat.codec(), opts)
  }
}

export interface Rendition {
  track: number
  name: string
  codec: string
  width: number
  height: number
  bitrate: number
  maxFramerate: number
  quantizer?: number
}

export namespace Rendition {
  let _codec: Codec<Rendition>

  export const codec = (): Codec<Rendition> => {
    if (_codec == null) {
      _codec = message<Rendition>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.track != null && obj.track !== 0)) {
          w.uint32(8)
          w.uint32(obj.track)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(18)
          w.string(obj.name)
        }

        if ((obj.codec != null && obj.codec !== '')) {
          w.uint32(26)
          w.string(obj.codec)
        }

        if ((obj.width != null && obj.width !== 0)) {
          w.uint32(32)
          w.uint32(obj.width)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(40)
          w.uint32(obj.height)
        }

        if ((obj.bitrate != null && obj.bitrate !== 0)) {
          w.uint32(48)
          w.uint32(obj.bitrate)
        }

        if ((obj.maxFramerate != null && obj.maxFramerate !== 0)) {
          w.uint32(57)
          w.double(obj.maxFramerate)
        }

        if (obj.quantizer != null) {
          w.uint32(64)
          w.uint32(obj.quantizer)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          track: 0,
          name: '',
          codec: '',
          width: 0,
          height: 0,
          bitrate: 0,
          maxFramerate: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.track = reader.uint32()
              break
            }
            case 2: {
              obj.name = reader.string()
              break
            }
            case 3: {
              obj.codec = reader.string()
              break
            }
            case 4: {
              obj.width = reader.uint32()
              break
            }
            case 5: {
              obj.height = reader.uint32()
              break
            }
            case 6: {
              obj.bitrate = reader.uint32()
              break
            }
            case 7: {
              obj.maxFramerate = reader.double()
              break
            }
            case 8: {
              obj.quantizer = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.track`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.codec`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.width`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.bitrate`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.maxFramerate`,
                value: reader.double()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.quantizer`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface RenditionTrackFieldEvent {
    field: '$.track'
    value: number
  }

  export interface RenditionNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface RenditionCodecFieldEvent {
    field: '$.codec'
    value: string
  }

  export interface RenditionWidthFieldEvent {
    field: '$.width'
    value: number
  }

  export interface RenditionHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface RenditionBitrateFieldEvent {
    field: '$.bitrate'
    value: number
  }

  export interface RenditionMaxFramerateFieldEvent {
    field: '$.maxFramerate'
    value: number
  }

  export interface RenditionQuantizerFieldEvent {
    field: '$.quantizer'
    value: number
  }

  export function encode (obj: Partial<Rendition>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Rendition.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rendition>): Rendition {
    return decodeMessage(buf, Rendition.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rendition>): Generator<RenditionTrackFieldEvent | RenditionNameFieldEvent | RenditionCodecFieldEvent | RenditionWidthFieldEvent | RenditionHeightFieldEvent | RenditionBitrateFieldEvent | RenditionMaxFramerateFieldEvent | RenditionQuantizerFieldEvent> {
    return streamMessage(buf, Rendition.codec(), opts)
  }
}

export interface Signal {
  connection: number
  kind: string
  body: string
}

export namespace Signal {
  let _codec: Codec<Signal>

  export const codec = (): Codec<Signal> => {
    if (_codec == null) {
      _codec = message<Signal>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.connection != null && obj.connection !== 0)) {
          w.uint32(8)
          w.uint32(obj.connection)
        }

        if ((obj.kind != null && obj.kind !== '')) {
          w.uint32(18)
          w.string(obj.kind)
        }

        if ((obj.body != null && obj.body !== '')) {
          w.uint32(26)
          w.string(obj.body)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          connection: 0,
          kind: '',
          body: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.connection = reader.uint32()
              break
            }
            case 2: {
              obj.kind = reader.string()
              break
            }
            case 3: {
              obj.body = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.connection`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.kind`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.body`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface SignalConnectionFieldEvent {
    field: '$.connection'
    value: number
  }

  export interface SignalKindFieldEvent {
    field: '$.kind'
    value: string
  }

  export interface SignalBodyFieldEvent {
    field: '$.body'
    value: string
  }

  export function encode (obj: Partial<Signal>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Signal.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Signal>): Signal {
    return decodeMessage(buf, Signal.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Signal>): Generator<SignalConnectionFieldEvent | SignalKindFieldEvent | SignalBodyFieldEvent> {
    return streamMessage(buf, Signal.codec(), opts)
  }
}

export interface Refusal {
  code: string
  reason: string
}

export namespace Refusal {
  let _codec: Codec<Refusal>

  export const codec = (): Codec<Refusal> => {
    if (_codec == null) {
      _codec = message<Refusal>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.code != null && obj.code !== '')) {
          w.uint32(10)
          w.string(obj.code)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(18)
          w.string(obj.reason)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          code: '',
          reason: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.code = reader.string()
              break
            }
            case 2: {
              obj.reason = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.code`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface RefusalCodeFieldEvent {
    field: '$.code'
    value: string
  }

  export interface RefusalReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export function encode (obj: Partial<Refusal>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Refusal.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refusal>): Refusal {
    return decodeMessage(buf, Refusal.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refusal>): Generator<RefusalCodeFieldEvent | RefusalReasonFieldEvent> {
    return streamMessage(buf, Refusal.codec(), opts)
  }
}

export interface Price {
  wei: bigint
  pixels: bigint
}

export namespace Price {
  let _codec: Codec<Price>

  export const codec = (): Codec<Price> => {
    if (_codec == null) {
      _codec = message<Price>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.wei != null && obj.wei !== 0n)) {
          w.uint32(8)
          w.uint64(obj.wei)
        }

        if ((obj.pixels != null && obj.pixels !== 0n)) {
          w.uint32(16)
          w.uint64(obj.pixels)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          wei: 0n,
          pixels: 0n
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.wei = reader.uint64()
              break
            }
            case 2: {
              obj.pixels = reader.uint64()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.wei`,
                value: reader.uint64()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.pixels`,
                value: reader.uint64()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PriceWeiFieldEvent {
    field: '$.wei'
    value: bigint
  }

  export interface PricePixelsFieldEvent {
    field: '$.pixels'
    value: bigint
  }

  export function encode (obj: Partial<Price>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Price.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Price>): Price {
    return decodeMessage(buf, Price.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Price>): Generator<PriceWeiFieldEvent | PricePixelsFieldEvent> {
    return streamMessage(buf, Price.codec(), opts)
  }
}

export interface Quote {
  price?: Price
  recipient: Uint8Array<ArrayBuffer>
  faceValue: Uint8Array<ArrayBuffer>
  winProb: Uint8Array<ArrayBuffer>
  recipientRandHash: Uint8Array<ArrayBuffer>
  seed: Uint8Array<ArrayBuffer>
  expirationBlock: number
  creationRound: number
  creationRoundBlockHash: Uint8Array<ArrayBuffer>
}

export namespace Quote {
  let _codec: Codec<Quote>

  export const codec = (): Codec<Quote> => {
    if (_codec == null) {
      _codec = message<Quote>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.price != null) {
          w.uint32(10)
          Price.codec().encode(obj.price, w)
        }

        if ((obj.recipient != null && obj.recipient.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.recipient)
        }

        if ((obj.faceValue != null && obj.faceValue.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.faceValue)
        }

        if ((obj.winProb != null && obj.winProb.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.winProb)
        }

        if ((obj.recipientRandHash != null && obj.recipientRandHash.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.recipientRandHash)
        }

        if ((obj.seed != null && obj.seed.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.seed)
        }

        if ((obj.expirationBlock != null && obj.expirationBlock !== 0)) {
          w.uint32(56)
          w.uint32(obj.expirationBlock)
        }

        if ((obj.creationRound != null && obj.creationRound !== 0)) {
          w.uint32(64)
          w.uint32(obj.creationRound)
        }

        if ((obj.creationRoundBlockHash != null && obj.creationRoundBlockHash.byteLength > 0)) {
          w.uint32(74)
          w.bytes(obj.creationRoundBlockHash)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          recipient: uint8ArrayAlloc(0),
          faceValue: uint8ArrayAlloc(0),
          winProb: uint8ArrayAlloc(0),
          recipientRandHash: uint8ArrayAlloc(0),
          seed: uint8ArrayAlloc(0),
          expirationBlock: 0,
          creationRound: 0,
          creationRoundBlockHash: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.price = Price.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.price
              })
              break
            }
            case 2: {
              obj.recipient = reader.bytes()
              break
            }
            case 3: {
              obj.faceValue = reader.bytes()
              break
            }
            case 4: {
              obj.winProb = reader.bytes()
              break
            }
            case 5: {
              obj.recipientRandHash = reader.bytes()
              break
            }
            case 6: {
              obj.seed = reader.bytes()
              break
            }
            case 7: {
              obj.expirationBlock = reader.uint32()
              break
            }
            case 8: {
              obj.creationRound = reader.uint32()
              break
            }
            case 9: {
              obj.creationRoundBlockHash = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Price.codec().stream(reader, reader.uint32(), `${prefix}.price`, {
                limits: opts.limits?.price
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.recipient`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.faceValue`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.winProb`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.recipientRandHash`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.seed`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.expirationBlock`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.creationRound`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.creationRoundBlockHash`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface QuotePriceWeiFieldEvent {
    field: '$.price.wei'
    value: bigint
  }

  export interface QuotePricePixelsFieldEvent {
    field: '$.price.pixels'
    value: bigint
  }

  export interface QuoteRecipientFieldEvent {
    field: '$.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface QuoteFaceValueFieldEvent {
    field: '$.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface QuoteWinProbFieldEvent {
    field: '$.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface QuoteRecipientRandHashFieldEvent {
    field: '$.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface QuoteSeedFieldEvent {
    field: '$.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface QuoteExpirationBlockFieldEvent {
    field: '$.expirationBlock'
    value: number
  }

  export interface QuoteCreationRoundFieldEvent {
    field: '$.creationRound'
    value: number
  }

  export interface QuoteCreationRoundBlockHashFieldEvent {
    field: '$.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Quote>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Quote.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Quote>): Quote {
    return decodeMessage(buf, Quote.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Quote>): Generator<QuotePriceWeiFieldEvent | QuotePricePixelsFieldEvent | QuoteRecipientFieldEvent | QuoteFaceValueFieldEvent | QuoteWinProbFieldEvent | QuoteRecipientRandHashFieldEvent | QuoteSeedFieldEvent | QuoteExpirationBlockFieldEvent | QuoteCreationRoundFieldEvent | QuoteCreationRoundBlockHashFieldEvent> {
    return streamMessage(buf, Quote.codec(), opts)
  }
}

export interface Ticket {
  senderNonce: number
  signature: Uint8Array<ArrayBuffer>
}

export namespace Ticket {
  let _codec: Codec<Ticket>

  export const codec = (): Codec<Ticket> => {
    if (_codec == null) {
      _codec = message<Ticket>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.senderNonce != null && obj.senderNonce !== 0)) {
          w.uint32(8)
          w.uint32(obj.senderNonce)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          senderNonce: 0,
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.senderNonce = reader.uint32()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.senderNonce`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface TicketSenderNonceFieldEvent {
    field: '$.senderNonce'
    value: number
  }

  export interface TicketSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<Ticket>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Ticket.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ticket>): Ticket {
    return decodeMessage(buf, Ticket.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ticket>): Generator<TicketSenderNonceFieldEvent | TicketSignatureFieldEvent> {
    return streamMessage(buf, Ticket.codec(), opts)
  }
}

export interface Effect {
  id: string
  strength: number
  backdrop?: string
}

export namespace Effect {
  let _codec: Codec<Effect>

  export const codec = (): Codec<Effect> => {
    if (_codec == null) {
      _codec = message<Effect>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== '')) {
          w.uint32(10)
          w.string(obj.id)
        }

        if ((obj.strength != null && obj.strength !== 0)) {
          w.uint32(17)
          w.double(obj.strength)
        }

        if (obj.backdrop != null) {
          w.uint32(26)
          w.string(obj.backdrop)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: '',
          strength: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.string()
              break
            }
            case 2: {
              obj.strength = reader.double()
              break
            }
            case 3: {
              obj.backdrop = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.id`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.strength`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.backdrop`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface EffectIdFieldEvent {
    field: '$.id'
    value: string
  }

  export interface EffectStrengthFieldEvent {
    field: '$.strength'
    value: number
  }

  export interface EffectBackdropFieldEvent {
    field: '$.backdrop'
    value: string
  }

  export function encode (obj: Partial<Effect>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Effect.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Effect>): Effect {
    return decodeMessage(buf, Effect.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Effect>): Generator<EffectIdFieldEvent | EffectStrengthFieldEvent | EffectBackdropFieldEvent> {
    return streamMessage(buf, Effect.codec(), opts)
  }
}

export interface EffectOrder {
  effect?: Effect
  price?: Price
  picture?: Uint8Array<ArrayBuffer>
}

export namespace EffectOrder {
  let _codec: Codec<EffectOrder>

  export const codec = (): Codec<EffectOrder> => {
    if (_codec == null) {
      _codec = message<EffectOrder>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.effect != null) {
          w.uint32(10)
          Effect.codec().encode(obj.effect, w)
        }

        if (obj.price != null) {
          w.uint32(18)
          Price.codec().encode(obj.price, w)
        }

        if (obj.picture != null) {
          w.uint32(26)
          w.bytes(obj.picture)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.effect = Effect.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effect
              })
              break
            }
            case 2: {
              obj.price = Price.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.price
              })
              break
            }
            case 3: {
              obj.picture = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Effect.codec().stream(reader, reader.uint32(), `${prefix}.effect`, {
                limits: opts.limits?.effect
              })

              break
            }
            case 2: {
              yield * Price.codec().stream(reader, reader.uint32(), `${prefix}.price`, {
                limits: opts.limits?.price
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.picture`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface EffectOrderEffectIdFieldEvent {
    field: '$.effect.id'
    value: string
  }

  export interface EffectOrderEffectStrengthFieldEvent {
    field: '$.effect.strength'
    value: number
  }

  export interface EffectOrderEffectBackdropFieldEvent {
    field: '$.effect.backdrop'
    value: string
  }

  export interface EffectOrderPriceWeiFieldEvent {
    field: '$.price.wei'
    value: bigint
  }

  export interface EffectOrderPricePixelsFieldEvent {
    field: '$.price.pixels'
    value: bigint
  }

  export interface EffectOrderPictureFieldEvent {
    field: '$.picture'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<EffectOrder>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, EffectOrder.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectOrder>): EffectOrder {
    return decodeMessage(buf, EffectOrder.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectOrder>): Generator<EffectOrderEffectIdFieldEvent | EffectOrderEffectStrengthFieldEvent | EffectOrderEffectBackdropFieldEvent | EffectOrderPriceWeiFieldEvent | EffectOrderPricePixelsFieldEvent | EffectOrderPictureFieldEvent> {
    return streamMessage(buf, EffectOrder.codec(), opts)
  }
}

export interface EffectReport {
  since: number
  effect?: Effect
}

export namespace EffectReport {
  let _codec: Codec<EffectReport>

  export const codec = (): Codec<EffectReport> => {
    if (_codec == null) {
      _codec = message<EffectReport>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.since != null && obj.since !== 0)) {
          w.uint32(8)
          w.uint32(obj.since)
        }

        if (obj.effect != null) {
          w.uint32(18)
          Effect.codec().encode(obj.effect, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          since: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.since = reader.uint32()
              break
            }
            case 2: {
              obj.effect = Effect.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effect
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.since`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield * Effect.codec().stream(reader, reader.uint32(), `${prefix}.effect`, {
                limits: opts.limits?.effect
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface EffectReportSinceFieldEvent {
    field: '$.since'
    value: number
  }

  export interface EffectReportEffectIdFieldEvent {
    field: '$.effect.id'
    value: string
  }

  export interface EffectReportEffectStrengthFieldEvent {
    field: '$.effect.strength'
    value: number
  }

  export interface EffectReportEffectBackdropFieldEvent {
    field: '$.effect.backdrop'
    value: string
  }

  export function encode (obj: Partial<EffectReport>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, EffectReport.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectReport>): EffectReport {
    return decodeMessage(buf, EffectReport.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectReport>): Generator<EffectReportSinceFieldEvent | EffectReportEffectIdFieldEvent | EffectReportEffectStrengthFieldEvent | EffectReportEffectBackdropFieldEvent> {
    return streamMessage(buf, EffectReport.codec(), opts)
  }
}

export interface EffectLoading {
  share: number
}

export namespace EffectLoading {
  let _codec: Codec<EffectLoading>

  export const codec = (): Codec<EffectLoading> => {
    if (_codec == null) {
      _codec = message<EffectLoading>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.share != null && obj.share !== 0)) {
          w.uint32(9)
          w.double(obj.share)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          share: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.share = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.share`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface EffectLoadingShareFieldEvent {
    field: '$.share'
    value: number
  }

  export function encode (obj: Partial<EffectLoading>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, EffectLoading.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectLoading>): EffectLoading {
    return decodeMessage(buf, EffectLoading.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectLoading>): Generator<EffectLoadingShareFieldEvent> {
    return streamMessage(buf, EffectLoading.codec(), opts)
  }
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export namespace Box {
  let _codec: Codec<Box>

  export const codec = (): Codec<Box> => {
    if (_codec == null) {
      _codec = message<Box>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.left != null && obj.left !== 0)) {
          w.uint32(9)
          w.double(obj.left)
        }

        if ((obj.top != null && obj.top !== 0)) {
          w.uint32(17)
          w.double(obj.top)
        }

        if ((obj.width != null && obj.width !== 0)) {
          w.uint32(25)
          w.double(obj.width)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(33)
          w.double(obj.height)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          left: 0,
          top: 0,
          width: 0,
          height: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.left = reader.double()
              break
            }
            case 2: {
              obj.top = reader.double()
              break
            }
            case 3: {
              obj.width = reader.double()
              break
            }
            case 4: {
              obj.height = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.left`,
                value: reader.double()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.top`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.width`,
                value: reader.double()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.height`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface BoxLeftFieldEvent {
    field: '$.left'
    value: number
  }

  export interface BoxTopFieldEvent {
    field: '$.top'
    value: number
  }

  export interface BoxWidthFieldEvent {
    field: '$.width'
    value: number
  }

  export interface BoxHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export function encode (obj: Partial<Box>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Box.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Box>): Box {
    return decodeMessage(buf, Box.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Box>): Generator<BoxLeftFieldEvent | BoxTopFieldEvent | BoxWidthFieldEvent | BoxHeightFieldEvent> {
    return streamMessage(buf, Box.codec(), opts)
  }
}

export interface Cue {
  kind: string
  id: number
  start: number
  end: number
  text: string
  score?: number
  box?: Box
}

export namespace Cue {
  let _codec: Codec<Cue>

  export const codec = (): Codec<Cue> => {
    if (_codec == null) {
      _codec = message<Cue>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== '')) {
          w.uint32(10)
          w.string(obj.kind)
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(16)
          w.uint32(obj.id)
        }

        if ((obj.start != null && obj.start !== 0)) {
          w.uint32(25)
          w.double(obj.start)
        }

        if ((obj.end != null && obj.end !== 0)) {
          w.uint32(33)
          w.double(obj.end)
        }

        if ((obj.text != null && obj.text !== '')) {
          w.uint32(42)
          w.string(obj.text)
        }

        if (obj.score != null) {
          w.uint32(49)
          w.double(obj.score)
        }

        if (obj.box != null) {
          w.uint32(58)
          Box.codec().encode(obj.box, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: '',
          id: 0,
          start: 0,
          end: 0,
          text: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.kind = reader.string()
              break
            }
            case 2: {
              obj.id = reader.uint32()
              break
            }
            case 3: {
              obj.start = reader.double()
              break
            }
            case 4: {
              obj.end = reader.double()
              break
            }
            case 5: {
              obj.text = reader.string()
              break
            }
            case 6: {
              obj.score = reader.double()
              break
            }
            case 7: {
              obj.box = Box.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.box
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.kind`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.start`,
                value: reader.double()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.end`,
                value: reader.double()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.text`,
                value: reader.string()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.score`,
                value: reader.double()
              }
              break
            }
            case 7: {
              yield * Box.codec().stream(reader, reader.uint32(), `${prefix}.box`, {
                limits: opts.limits?.box
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CueKindFieldEvent {
    field: '$.kind'
    value: string
  }

  export interface CueIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface CueStartFieldEvent {
    field: '$.start'
    value: number
  }

  export interface CueEndFieldEvent {
    field: '$.end'
    value: number
  }

  export interface CueTextFieldEvent {
    field: '$.text'
    value: string
  }

  export interface CueScoreFieldEvent {
    field: '$.score'
    value: number
  }

  export interface CueBoxLeftFieldEvent {
    field: '$.box.left'
    value: number
  }

  export interface CueBoxTopFieldEvent {
    field: '$.box.top'
    value: number
  }

  export interface CueBoxWidthFieldEvent {
    field: '$.box.width'
    value: number
  }

  export interface CueBoxHeightFieldEvent {
    field: '$.box.height'
    value: number
  }

  export function encode (obj: Partial<Cue>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Cue.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cue>): Cue {
    return decodeMessage(buf, Cue.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cue>): Generator<CueKindFieldEvent | CueIdFieldEvent | CueStartFieldEvent | CueEndFieldEvent | CueTextFieldEvent | CueScoreFieldEvent | CueBoxLeftFieldEvent | CueBoxTopFieldEvent | CueBoxWidthFieldEvent | CueBoxHeightFieldEvent> {
    return streamMessage(buf, Cue.codec(), opts)
  }
}

export interface Cues {
  cues: Cue[]
}

export namespace Cues {
  let _codec: Codec<Cues>

  export const codec = (): Codec<Cues> => {
    if (_codec == null) {
      _codec = message<Cues>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.cues != null && obj.cues.length > 0) {
          for (const value of obj.cues) {
            w.uint32(10)
            Cue.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cues: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.cues != null && obj.cues.length === opts.limits.cues) {
                throw new MaxLengthError('Decode error - repeated field "cues" had too many elements')
              }

              obj.cues.push(Cue.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.cues$
              }))
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          cues: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.cues != null && obj.cues === opts.limits.cues) {
                throw new MaxLengthError('Streaming decode error - repeated field "cues" had too many elements')
              }

              for (const evt of Cue.codec().stream(reader, reader.uint32(), `${prefix}.cues[]`, {
                limits: opts.limits?.cues$
              })) {
                yield {
                  ...evt,
                  index: obj.cues
                }
              }

              obj.cues++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CuesCuesKindFieldEvent {
    field: '$.cues[].kind'
    value: string
    index: number
  }

  export interface CuesCuesIdFieldEvent {
    field: '$.cues[].id'
    value: number
    index: number
  }

  export interface CuesCuesStartFieldEvent {
    field: '$.cues[].start'
    value: number
    index: number
  }

  export interface CuesCuesEndFieldEvent {
    field: '$.cues[].end'
    value: number
    index: number
  }

  export interface CuesCuesTextFieldEvent {
    field: '$.cues[].text'
    value: string
    index: number
  }

  export interface CuesCuesScoreFieldEvent {
    field: '$.cues[].score'
    value: number
    index: number
  }

  export interface CuesCuesBoxLeftFieldEvent {
    field: '$.cues[].box.left'
    value: number
    index: number
  }

  export interface CuesCuesBoxTopFieldEvent {
    field: '$.cues[].box.top'
    value: number
    index: number
  }

  export interface CuesCuesBoxWidthFieldEvent {
    field: '$.cues[].box.width'
    value: number
    index: number
  }

  export interface CuesCuesBoxHeightFieldEvent {
    field: '$.cues[].box.height'
    value: number
    index: number
  }

  export function encode (obj: Partial<Cues>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Cues.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cues>): Cues {
    return decodeMessage(buf, Cues.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cues>): Generator<CuesCuesKindFieldEvent | CuesCuesIdFieldEvent | CuesCuesStartFieldEvent | CuesCuesEndFieldEvent | CuesCuesTextFieldEvent | CuesCuesScoreFieldEvent | CuesCuesBoxLeftFieldEvent | CuesCuesBoxTopFieldEvent | CuesCuesBoxWidthFieldEvent | CuesCuesBoxHeightFieldEvent> {
    return streamMessage(buf, Cues.codec(), opts)
  }
}

export interface Recognise {
  on: boolean
  price?: Price
}

export namespace Recognise {
  let _codec: Codec<Recognise>

  export const codec = (): Codec<Recognise> => {
    if (_codec == null) {
      _codec = message<Recognise>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.on != null && obj.on !== false)) {
          w.uint32(8)
          w.bool(obj.on)
        }

        if (obj.price != null) {
          w.uint32(18)
          Price.codec().encode(obj.price, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          on: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.on = reader.bool()
              break
            }
            case 2: {
              obj.price = Price.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.price
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.on`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield * Price.codec().stream(reader, reader.uint32(), `${prefix}.price`, {
                limits: opts.limits?.price
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface RecogniseOnFieldEvent {
    field: '$.on'
    value: boolean
  }

  export interface RecognisePriceWeiFieldEvent {
    field: '$.price.wei'
    value: bigint
  }

  export interface RecognisePricePixelsFieldEvent {
    field: '$.price.pixels'
    value: bigint
  }

  export function encode (obj: Partial<Recognise>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Recognise.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Recognise>): Recognise {
    return decodeMessage(buf, Recognise.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Recognise>): Generator<RecogniseOnFieldEvent | RecognisePriceWeiFieldEvent | RecognisePricePixelsFieldEvent> {
    return streamMessage(buf, Recognise.codec(), opts)
  }
}

export interface JobRequest {
  job: string
  source?: VideoFormat
  renditions: Rendition[]
  segmentMs: number
  standby: boolean
  sender?: Uint8Array<ArrayBuffer>
  effect?: EffectOrder
}

export namespace JobRequest {
  let _codec: Codec<JobRequest>

  export const codec = (): Codec<JobRequest> => {
    if (_codec == null) {
      _codec = message<JobRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.job != null && obj.job !== '')) {
          w.uint32(10)
          w.string(obj.job)
        }

        if (obj.source != null) {
          w.uint32(18)
          VideoFormat.codec().encode(obj.source, w)
        }

        if (obj.renditions != null && obj.renditions.length > 0) {
          for (const value of obj.renditions) {
            w.uint32(26)
            Rendition.codec().encode(value, w)
          }
        }

        if ((obj.segmentMs != null && obj.segmentMs !== 0)) {
          w.uint32(32)
          w.uint32(obj.segmentMs)
        }

        if ((obj.standby != null && obj.standby !== false)) {
          w.uint32(40)
          w.bool(obj.standby)
        }

        if (obj.sender != null) {
          w.uint32(50)
          w.bytes(obj.sender)
        }

        if (obj.effect != null) {
          w.uint32(58)
          EffectOrder.codec().encode(obj.effect, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          job: '',
          renditions: [],
          segmentMs: 0,
          standby: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.job = reader.string()
              break
            }
            case 2: {
              obj.source = VideoFormat.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.source
              })
              break
            }
            case 3: {
              if (opts.limits?.renditions != null && obj.renditions.length === opts.limits.renditions) {
                throw new MaxLengthError('Decode error - repeated field "renditions" had too many elements')
              }

              obj.renditions.push(Rendition.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.renditions$
              }))
              break
            }
            case 4: {
              obj.segmentMs = reader.uint32()
              break
            }
            case 5: {
              obj.standby = reader.bool()
              break
            }
            case 6: {
              obj.sender = reader.bytes()
              break
            }
            case 7: {
              obj.effect = EffectOrder.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effect
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          renditions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.job`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield * VideoFormat.codec().stream(reader, reader.uint32(), `${prefix}.source`, {
                limits: opts.limits?.source
              })

              break
            }
            case 3: {
              if (opts.limits?.renditions != null && obj.renditions === opts.limits.renditions) {
                throw new MaxLengthError('Streaming decode error - repeated field "renditions" had too many elements')
              }

              for (const evt of Rendition.codec().stream(reader, reader.uint32(), `${prefix}.renditions[]`, {
                limits: opts.limits?.renditions$
              })) {
                yield {
                  ...evt,
                  index: obj.renditions
                }
              }

              obj.renditions++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.segmentMs`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.standby`,
                value: reader.bool()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.sender`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield * EffectOrder.codec().stream(reader, reader.uint32(), `${prefix}.effect`, {
                limits: opts.limits?.effect
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface JobRequestJobFieldEvent {
    field: '$.job'
    value: string
  }

  export interface JobRequestSourceCodecFieldEvent {
    field: '$.source.codec'
    value: string
  }

  export interface JobRequestSourceWidthFieldEvent {
    field: '$.source.width'
    value: number
  }

  export interface JobRequestSourceHeightFieldEvent {
    field: '$.source.height'
    value: number
  }

  export interface JobRequestSourceFramerateFieldEvent {
    field: '$.source.framerate'
    value: number
  }

  export interface JobRequestSourceBitrateFieldEvent {
    field: '$.source.bitrate'
    value: number
  }

  export interface JobRequestSourceDescriptionFieldEvent {
    field: '$.source.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobRequestRenditionsTrackFieldEvent {
    field: '$.renditions[].track'
    value: number
    index: number
  }

  export interface JobRequestRenditionsNameFieldEvent {
    field: '$.renditions[].name'
    value: string
    index: number
  }

  export interface JobRequestRenditionsCodecFieldEvent {
    field: '$.renditions[].codec'
    value: string
    index: number
  }

  export interface JobRequestRenditionsWidthFieldEvent {
    field: '$.renditions[].width'
    value: number
    index: number
  }

  export interface JobRequestRenditionsHeightFieldEvent {
    field: '$.renditions[].height'
    value: number
    index: number
  }

  export interface JobRequestRenditionsBitrateFieldEvent {
    field: '$.renditions[].bitrate'
    value: number
    index: number
  }

  export interface JobRequestRenditionsMaxFramerateFieldEvent {
    field: '$.renditions[].maxFramerate'
    value: number
    index: number
  }

  export interface JobRequestRenditionsQuantizerFieldEvent {
    field: '$.renditions[].quantizer'
    value: number
    index: number
  }

  export interface JobRequestSegmentMsFieldEvent {
    field: '$.segmentMs'
    value: number
  }

  export interface JobRequestStandbyFieldEvent {
    field: '$.standby'
    value: boolean
  }

  export interface JobRequestSenderFieldEvent {
    field: '$.sender'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobRequestEffectEffectIdFieldEvent {
    field: '$.effect.effect.id'
    value: string
  }

  export interface JobRequestEffectEffectStrengthFieldEvent {
    field: '$.effect.effect.strength'
    value: number
  }

  export interface JobRequestEffectEffectBackdropFieldEvent {
    field: '$.effect.effect.backdrop'
    value: string
  }

  export interface JobRequestEffectPriceWeiFieldEvent {
    field: '$.effect.price.wei'
    value: bigint
  }

  export interface JobRequestEffectPricePixelsFieldEvent {
    field: '$.effect.price.pixels'
    value: bigint
  }

  export interface JobRequestEffectPictureFieldEvent {
    field: '$.effect.picture'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<JobRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, JobRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JobRequest>): JobRequest {
    return decodeMessage(buf, JobRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JobRequest>): Generator<JobRequestJobFieldEvent | JobRequestSourceCodecFieldEvent | JobRequestSourceWidthFieldEvent | JobRequestSourceHeightFieldEvent | JobRequestSourceFramerateFieldEvent | JobRequestSourceBitrateFieldEvent | JobRequestSourceDescriptionFieldEvent | JobRequestRenditionsTrackFieldEvent | JobRequestRenditionsNameFieldEvent | JobRequestRenditionsCodecFieldEvent | JobRequestRenditionsWidthFieldEvent | JobRequestRenditionsHeightFieldEvent | JobRequestRenditionsBitrateFieldEvent | JobRequestRenditionsMaxFramerateFieldEvent | JobRequestRenditionsQuantizerFieldEvent | JobRequestSegmentMsFieldEvent | JobRequestStandbyFieldEvent | JobRequestSenderFieldEvent | JobRequestEffectEffectIdFieldEvent | JobRequestEffectEffectStrengthFieldEvent | JobRequestEffectEffectBackdropFieldEvent | JobRequestEffectPriceWeiFieldEvent | JobRequestEffectPricePixelsFieldEvent | JobRequestEffectPictureFieldEvent> {
    return streamMessage(buf, JobRequest.codec(), opts)
  }
}

export interface JobAccept {
  quote?: Quote
}

export namespace JobAccept {
  let _codec: Codec<JobAccept>

  export const codec = (): Codec<JobAccept> => {
    if (_codec == null) {
      _codec = message<JobAccept>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.quote != null) {
          w.uint32(10)
          Quote.codec().encode(obj.quote, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.quote = Quote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quote
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Quote.codec().stream(reader, reader.uint32(), `${prefix}.quote`, {
                limits: opts.limits?.quote
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface JobAcceptQuotePriceWeiFieldEvent {
    field: '$.quote.price.wei'
    value: bigint
  }

  export interface JobAcceptQuotePricePixelsFieldEvent {
    field: '$.quote.price.pixels'
    value: bigint
  }

  export interface JobAcceptQuoteRecipientFieldEvent {
    field: '$.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobAcceptQuoteFaceValueFieldEvent {
    field: '$.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobAcceptQuoteWinProbFieldEvent {
    field: '$.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobAcceptQuoteRecipientRandHashFieldEvent {
    field: '$.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobAcceptQuoteSeedFieldEvent {
    field: '$.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobAcceptQuoteExpirationBlockFieldEvent {
    field: '$.quote.expirationBlock'
    value: number
  }

  export interface JobAcceptQuoteCreationRoundFieldEvent {
    field: '$.quote.creationRound'
    value: number
  }

  export interface JobAcceptQuoteCreationRoundBlockHashFieldEvent {
    field: '$.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<JobAccept>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, JobAccept.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JobAccept>): JobAccept {
    return decodeMessage(buf, JobAccept.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JobAccept>): Generator<JobAcceptQuotePriceWeiFieldEvent | JobAcceptQuotePricePixelsFieldEvent | JobAcceptQuoteRecipientFieldEvent | JobAcceptQuoteFaceValueFieldEvent | JobAcceptQuoteWinProbFieldEvent | JobAcceptQuoteRecipientRandHashFieldEvent | JobAcceptQuoteSeedFieldEvent | JobAcceptQuoteExpirationBlockFieldEvent | JobAcceptQuoteCreationRoundFieldEvent | JobAcceptQuoteCreationRoundBlockHashFieldEvent> {
    return streamMessage(buf, JobAccept.codec(), opts)
  }
}

export interface QuoteRequest {}

export namespace QuoteRequest {
  let _codec: Codec<QuoteRequest>

  export const codec = (): Codec<QuoteRequest> => {
    if (_codec == null) {
      _codec = message<QuoteRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export function encode (obj: Partial<QuoteRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, QuoteRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QuoteRequest>): QuoteRequest {
    return decodeMessage(buf, QuoteRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QuoteRequest>): Generator<{}> {
    return streamMessage(buf, QuoteRequest.codec(), opts)
  }
}

export interface Payment {
  sequence: number
  quote?: Quote
  tickets: Ticket[]
}

export namespace Payment {
  let _codec: Codec<Payment>

  export const codec = (): Codec<Payment> => {
    if (_codec == null) {
      _codec = message<Payment>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.sequence != null && obj.sequence !== 0)) {
          w.uint32(8)
          w.uint32(obj.sequence)
        }

        if (obj.quote != null) {
          w.uint32(18)
          Quote.codec().encode(obj.quote, w)
        }

        if (obj.tickets != null && obj.tickets.length > 0) {
          for (const value of obj.tickets) {
            w.uint32(26)
            Ticket.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          sequence: 0,
          tickets: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.sequence = reader.uint32()
              break
            }
            case 2: {
              obj.quote = Quote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quote
              })
              break
            }
            case 3: {
              if (opts.limits?.tickets != null && obj.tickets.length === opts.limits.tickets) {
                throw new MaxLengthError('Decode error - repeated field "tickets" had too many elements')
              }

              obj.tickets.push(Ticket.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.tickets$
              }))
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          tickets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.sequence`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield * Quote.codec().stream(reader, reader.uint32(), `${prefix}.quote`, {
                limits: opts.limits?.quote
              })

              break
            }
            case 3: {
              if (opts.limits?.tickets != null && obj.tickets === opts.limits.tickets) {
                throw new MaxLengthError('Streaming decode error - repeated field "tickets" had too many elements')
              }

              for (const evt of Ticket.codec().stream(reader, reader.uint32(), `${prefix}.tickets[]`, {
                limits: opts.limits?.tickets$
              })) {
                yield {
                  ...evt,
                  index: obj.tickets
                }
              }

              obj.tickets++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PaymentSequenceFieldEvent {
    field: '$.sequence'
    value: number
  }

  export interface PaymentQuotePriceWeiFieldEvent {
    field: '$.quote.price.wei'
    value: bigint
  }

  export interface PaymentQuotePricePixelsFieldEvent {
    field: '$.quote.price.pixels'
    value: bigint
  }

  export interface PaymentQuoteRecipientFieldEvent {
    field: '$.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PaymentQuoteFaceValueFieldEvent {
    field: '$.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PaymentQuoteWinProbFieldEvent {
    field: '$.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PaymentQuoteRecipientRandHashFieldEvent {
    field: '$.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PaymentQuoteSeedFieldEvent {
    field: '$.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PaymentQuoteExpirationBlockFieldEvent {
    field: '$.quote.expirationBlock'
    value: number
  }

  export interface PaymentQuoteCreationRoundFieldEvent {
    field: '$.quote.creationRound'
    value: number
  }

  export interface PaymentQuoteCreationRoundBlockHashFieldEvent {
    field: '$.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface PaymentTicketsSenderNonceFieldEvent {
    field: '$.tickets[].senderNonce'
    value: number
    index: number
  }

  export interface PaymentTicketsSignatureFieldEvent {
    field: '$.tickets[].signature'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export function encode (obj: Partial<Payment>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Payment.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Payment>): Payment {
    return decodeMessage(buf, Payment.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Payment>): Generator<PaymentSequenceFieldEvent | PaymentQuotePriceWeiFieldEvent | PaymentQuotePricePixelsFieldEvent | PaymentQuoteRecipientFieldEvent | PaymentQuoteFaceValueFieldEvent | PaymentQuoteWinProbFieldEvent | PaymentQuoteRecipientRandHashFieldEvent | PaymentQuoteSeedFieldEvent | PaymentQuoteExpirationBlockFieldEvent | PaymentQuoteCreationRoundFieldEvent | PaymentQuoteCreationRoundBlockHashFieldEvent | PaymentTicketsSenderNonceFieldEvent | PaymentTicketsSignatureFieldEvent> {
    return streamMessage(buf, Payment.codec(), opts)
  }
}

export interface Credit {
  payment: number
  value: Uint8Array<ArrayBuffer>
  code: string
  reason: string
}

export namespace Credit {
  let _codec: Codec<Credit>

  export const codec = (): Codec<Credit> => {
    if (_codec == null) {
      _codec = message<Credit>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.payment != null && obj.payment !== 0)) {
          w.uint32(8)
          w.uint32(obj.payment)
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.value)
        }

        if ((obj.code != null && obj.code !== '')) {
          w.uint32(26)
          w.string(obj.code)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(34)
          w.string(obj.reason)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          payment: 0,
          value: uint8ArrayAlloc(0),
          code: '',
          reason: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.payment = reader.uint32()
              break
            }
            case 2: {
              obj.value = reader.bytes()
              break
            }
            case 3: {
              obj.code = reader.string()
              break
            }
            case 4: {
              obj.reason = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.payment`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.code`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CreditPaymentFieldEvent {
    field: '$.payment'
    value: number
  }

  export interface CreditValueFieldEvent {
    field: '$.value'
    value: Uint8Array<ArrayBuffer>
  }

  export interface CreditCodeFieldEvent {
    field: '$.code'
    value: string
  }

  export interface CreditReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export function encode (obj: Partial<Credit>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Credit.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Credit>): Credit {
    return decodeMessage(buf, Credit.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Credit>): Generator<CreditPaymentFieldEvent | CreditValueFieldEvent | CreditCodeFieldEvent | CreditReasonFieldEvent> {
    return streamMessage(buf, Credit.codec(), opts)
  }
}

export interface Heartbeat {
  sequence: number
  sentAt: number
  echo: number
  queue: number
  skipped: number
  realtime: number
}

export namespace Heartbeat {
  let _codec: Codec<Heartbeat>

  export const codec = (): Codec<Heartbeat> => {
    if (_codec == null) {
      _codec = message<Heartbeat>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.sequence != null && obj.sequence !== 0)) {
          w.uint32(8)
          w.uint32(obj.sequence)
        }

        if ((obj.sentAt != null && obj.sentAt !== 0)) {
          w.uint32(17)
          w.double(obj.sentAt)
        }

        if ((obj.echo != null && obj.echo !== 0)) {
          w.uint32(24)
          w.uint32(obj.echo)
        }

        if ((obj.queue != null && obj.queue !== 0)) {
          w.uint32(32)
          w.uint32(obj.queue)
        }

        if ((obj.skipped != null && obj.skipped !== 0)) {
          w.uint32(40)
          w.uint32(obj.skipped)
        }

        if ((obj.realtime != null && obj.realtime !== 0)) {
          w.uint32(49)
          w.double(obj.realtime)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          sequence: 0,
          sentAt: 0,
          echo: 0,
          queue: 0,
          skipped: 0,
          realtime: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.sequence = reader.uint32()
              break
            }
            case 2: {
              obj.sentAt = reader.double()
              break
            }
            case 3: {
              obj.echo = reader.uint32()
              break
            }
            case 4: {
              obj.queue = reader.uint32()
              break
            }
            case 5: {
              obj.skipped = reader.uint32()
              break
            }
            case 6: {
              obj.realtime = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.sequence`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.sentAt`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.echo`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.queue`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.skipped`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.realtime`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface HeartbeatSequenceFieldEvent {
    field: '$.sequence'
    value: number
  }

  export interface HeartbeatSentAtFieldEvent {
    field: '$.sentAt'
    value: number
  }

  export interface HeartbeatEchoFieldEvent {
    field: '$.echo'
    value: number
  }

  export interface HeartbeatQueueFieldEvent {
    field: '$.queue'
    value: number
  }

  export interface HeartbeatSkippedFieldEvent {
    field: '$.skipped'
    value: number
  }

  export interface HeartbeatRealtimeFieldEvent {
    field: '$.realtime'
    value: number
  }

  export function encode (obj: Partial<Heartbeat>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Heartbeat.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Heartbeat>): Heartbeat {
    return decodeMessage(buf, Heartbeat.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Heartbeat>): Generator<HeartbeatSequenceFieldEvent | HeartbeatSentAtFieldEvent | HeartbeatEchoFieldEvent | HeartbeatQueueFieldEvent | HeartbeatSkippedFieldEvent | HeartbeatRealtimeFieldEvent> {
    return streamMessage(buf, Heartbeat.codec(), opts)
  }
}

export interface Receipt {
  segment: number
  track: number
  frames: number
  skipped: number
  bytes: number
  pixels: number
  digests: Uint8Array<ArrayBuffer>
  source: Uint8Array<ArrayBuffer>
  took: number
  signature: Uint8Array<ArrayBuffer>
  effect?: Effect
}

export namespace Receipt {
  let _codec: Codec<Receipt>

  export const codec = (): Codec<Receipt> => {
    if (_codec == null) {
      _codec = message<Receipt>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.segment != null && obj.segment !== 0)) {
          w.uint32(8)
          w.uint32(obj.segment)
        }

        if ((obj.track != null && obj.track !== 0)) {
          w.uint32(16)
          w.uint32(obj.track)
        }

        if ((obj.frames != null && obj.frames !== 0)) {
          w.uint32(24)
          w.uint32(obj.frames)
        }

        if ((obj.skipped != null && obj.skipped !== 0)) {
          w.uint32(32)
          w.uint32(obj.skipped)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(40)
          w.uint32(obj.bytes)
        }

        if ((obj.pixels != null && obj.pixels !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.pixels)
        }

        if ((obj.digests != null && obj.digests.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.digests)
        }

        if ((obj.source != null && obj.source.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.source)
        }

        if ((obj.took != null && obj.took !== 0)) {
          w.uint32(73)
          w.double(obj.took)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(82)
          w.bytes(obj.signature)
        }

        if (obj.effect != null) {
          w.uint32(90)
          Effect.codec().encode(obj.effect, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          segment: 0,
          track: 0,
          frames: 0,
          skipped: 0,
          bytes: 0,
          pixels: 0,
          digests: uint8ArrayAlloc(0),
          source: uint8ArrayAlloc(0),
          took: 0,
          signature: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.segment = reader.uint32()
              break
            }
            case 2: {
              obj.track = reader.uint32()
              break
            }
            case 3: {
              obj.frames = reader.uint32()
              break
            }
            case 4: {
              obj.skipped = reader.uint32()
              break
            }
            case 5: {
              obj.bytes = reader.uint32()
              break
            }
            case 6: {
              obj.pixels = reader.uint64Number()
              break
            }
            case 7: {
              obj.digests = reader.bytes()
              break
            }
            case 8: {
              obj.source = reader.bytes()
              break
            }
            case 9: {
              obj.took = reader.double()
              break
            }
            case 10: {
              obj.signature = reader.bytes()
              break
            }
            case 11: {
              obj.effect = Effect.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effect
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.segment`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.track`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.frames`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.skipped`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.pixels`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.digests`,
                value: reader.bytes()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.source`,
                value: reader.bytes()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.took`,
                value: reader.double()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.signature`,
                value: reader.bytes()
              }
              break
            }
            case 11: {
              yield * Effect.codec().stream(reader, reader.uint32(), `${prefix}.effect`, {
                limits: opts.limits?.effect
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ReceiptSegmentFieldEvent {
    field: '$.segment'
    value: number
  }

  export interface ReceiptTrackFieldEvent {
    field: '$.track'
    value: number
  }

  export interface ReceiptFramesFieldEvent {
    field: '$.frames'
    value: number
  }

  export interface ReceiptSkippedFieldEvent {
    field: '$.skipped'
    value: number
  }

  export interface ReceiptBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface ReceiptPixelsFieldEvent {
    field: '$.pixels'
    value: number
  }

  export interface ReceiptDigestsFieldEvent {
    field: '$.digests'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ReceiptSourceFieldEvent {
    field: '$.source'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ReceiptTookFieldEvent {
    field: '$.took'
    value: number
  }

  export interface ReceiptSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export interface ReceiptEffectIdFieldEvent {
    field: '$.effect.id'
    value: string
  }

  export interface ReceiptEffectStrengthFieldEvent {
    field: '$.effect.strength'
    value: number
  }

  export interface ReceiptEffectBackdropFieldEvent {
    field: '$.effect.backdrop'
    value: string
  }

  export function encode (obj: Partial<Receipt>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Receipt.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Receipt>): Receipt {
    return decodeMessage(buf, Receipt.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Receipt>): Generator<ReceiptSegmentFieldEvent | ReceiptTrackFieldEvent | ReceiptFramesFieldEvent | ReceiptSkippedFieldEvent | ReceiptBytesFieldEvent | ReceiptPixelsFieldEvent | ReceiptDigestsFieldEvent | ReceiptSourceFieldEvent | ReceiptTookFieldEvent | ReceiptSignatureFieldEvent | ReceiptEffectIdFieldEvent | ReceiptEffectStrengthFieldEvent | ReceiptEffectBackdropFieldEvent> {
    return streamMessage(buf, Receipt.codec(), opts)
  }
}

export interface KeyRequest {
  track: number
}

export namespace KeyRequest {
  let _codec: Codec<KeyRequest>

  export const codec = (): Codec<KeyRequest> => {
    if (_codec == null) {
      _codec = message<KeyRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.track != null && obj.track !== 0)) {
          w.uint32(8)
          w.uint32(obj.track)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          track: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.track = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.track`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface KeyRequestTrackFieldEvent {
    field: '$.track'
    value: number
  }

  export function encode (obj: Partial<KeyRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, KeyRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeyRequest>): KeyRequest {
    return decodeMessage(buf, KeyRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KeyRequest>): Generator<KeyRequestTrackFieldEvent> {
    return streamMessage(buf, KeyRequest.codec(), opts)
  }
}

export interface Flush {
  until?: number
}

export namespace Flush {
  let _codec: Codec<Flush>

  export const codec = (): Codec<Flush> => {
    if (_codec == null) {
      _codec = message<Flush>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.until != null) {
          w.uint32(9)
          w.double(obj.until)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.until = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.until`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FlushUntilFieldEvent {
    field: '$.until'
    value: number
  }

  export function encode (obj: Partial<Flush>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Flush.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Flush>): Flush {
    return decodeMessage(buf, Flush.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Flush>): Generator<FlushUntilFieldEvent> {
    return streamMessage(buf, Flush.codec(), opts)
  }
}

export interface JobMessage {
  request?: JobRequest
  accept?: JobAccept
  refusal?: Refusal
  signal?: Signal
  heartbeat?: Heartbeat
  receipt?: Receipt
  keyRequest?: KeyRequest
  flush?: Flush
  end?: Refusal
  quoteRequest?: QuoteRequest
  quote?: Quote
  payment?: Payment
  credit?: Credit
  effectOrder?: EffectOrder
  effectLoading?: EffectLoading
  effectReport?: EffectReport
  cues?: Cues
  recognise?: Recognise
}

export namespace JobMessage {
  let _codec: Codec<JobMessage>

  export const codec = (): Codec<JobMessage> => {
    if (_codec == null) {
      _codec = message<JobMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.recognise != null) {
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.cues != null) {
          obj.recognise = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.effectReport != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.effectLoading != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.effectOrder != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.credit != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.payment != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.quote != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.quoteRequest != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.end != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.flush != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.keyRequest != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.receipt != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.heartbeat != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.signal != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.refusal != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.accept != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.request = undefined
        }

        if (obj.request != null) {
          obj.recognise = undefined
          obj.cues = undefined
          obj.effectReport = undefined
          obj.effectLoading = undefined
          obj.effectOrder = undefined
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.flush = undefined
          obj.keyRequest = undefined
          obj.receipt = undefined
          obj.heartbeat = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.accept = undefined
        }

        if (obj.request != null) {
          w.uint32(10)
          JobRequest.codec().encode(obj.request, w)
        }

        if (obj.accept != null) {
          w.uint32(18)
          JobAccept.codec().encode(obj.accept, w)
        }

        if (obj.refusal != null) {
          w.uint32(26)
          Refusal.codec().encode(obj.refusal, w)
        }

        if (obj.signal != null) {
          w.uint32(34)
          Signal.codec().encode(obj.signal, w)
        }

        if (obj.heartbeat != null) {
          w.uint32(42)
          Heartbeat.codec().encode(obj.heartbeat, w)
        }

        if (obj.receipt != null) {
          w.uint32(50)
          Receipt.codec().encode(obj.receipt, w)
        }

        if (obj.keyRequest != null) {
          w.uint32(58)
          KeyRequest.codec().encode(obj.keyRequest, w)
        }

        if (obj.flush != null) {
          w.uint32(66)
          Flush.codec().encode(obj.flush, w)
        }

        if (obj.end != null) {
          w.uint32(74)
          Refusal.codec().encode(obj.end, w)
        }

        if (obj.quoteRequest != null) {
          w.uint32(82)
          QuoteRequest.codec().encode(obj.quoteRequest, w)
        }

        if (obj.quote != null) {
          w.uint32(90)
          Quote.codec().encode(obj.quote, w)
        }

        if (obj.payment != null) {
          w.uint32(98)
          Payment.codec().encode(obj.payment, w)
        }

        if (obj.credit != null) {
          w.uint32(106)
          Credit.codec().encode(obj.credit, w)
        }

        if (obj.effectOrder != null) {
          w.uint32(114)
          EffectOrder.codec().encode(obj.effectOrder, w)
        }

        if (obj.effectLoading != null) {
          w.uint32(122)
          EffectLoading.codec().encode(obj.effectLoading, w)
        }

        if (obj.effectReport != null) {
          w.uint32(130)
          EffectReport.codec().encode(obj.effectReport, w)
        }

        if (obj.cues != null) {
          w.uint32(138)
          Cues.codec().encode(obj.cues, w)
        }

        if (obj.recognise != null) {
          w.uint32(146)
          Recognise.codec().encode(obj.recognise, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.request = JobRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.request
              })
              break
            }
            case 2: {
              obj.accept = JobAccept.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accept
              })
              break
            }
            case 3: {
              obj.refusal = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refusal
              })
              break
            }
            case 4: {
              obj.signal = Signal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.signal
              })
              break
            }
            case 5: {
              obj.heartbeat = Heartbeat.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.heartbeat
              })
              break
            }
            case 6: {
              obj.receipt = Receipt.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.receipt
              })
              break
            }
            case 7: {
              obj.keyRequest = KeyRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.keyRequest
              })
              break
            }
            case 8: {
              obj.flush = Flush.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.flush
              })
              break
            }
            case 9: {
              obj.end = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.end
              })
              break
            }
            case 10: {
              obj.quoteRequest = QuoteRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quoteRequest
              })
              break
            }
            case 11: {
              obj.quote = Quote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quote
              })
              break
            }
            case 12: {
              obj.payment = Payment.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.payment
              })
              break
            }
            case 13: {
              obj.credit = Credit.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.credit
              })
              break
            }
            case 14: {
              obj.effectOrder = EffectOrder.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effectOrder
              })
              break
            }
            case 15: {
              obj.effectLoading = EffectLoading.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effectLoading
              })
              break
            }
            case 16: {
              obj.effectReport = EffectReport.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effectReport
              })
              break
            }
            case 17: {
              obj.cues = Cues.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.cues
              })
              break
            }
            case 18: {
              obj.recognise = Recognise.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.recognise
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.recognise != null) {
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.cues != null) {
          delete obj.recognise
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.effectReport != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.effectLoading != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.effectOrder != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.credit != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.payment != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.quote != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.quoteRequest != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.end != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.flush != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.keyRequest != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.receipt != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.heartbeat != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.signal
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.signal != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.refusal != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.accept
          delete obj.request
        }

        if (obj.accept != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.request
        }

        if (obj.request != null) {
          delete obj.recognise
          delete obj.cues
          delete obj.effectReport
          delete obj.effectLoading
          delete obj.effectOrder
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.flush
          delete obj.keyRequest
          delete obj.receipt
          delete obj.heartbeat
          delete obj.signal
          delete obj.refusal
          delete obj.accept
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * JobRequest.codec().stream(reader, reader.uint32(), `${prefix}.request`, {
                limits: opts.limits?.request
              })

              break
            }
            case 2: {
              yield * JobAccept.codec().stream(reader, reader.uint32(), `${prefix}.accept`, {
                limits: opts.limits?.accept
              })

              break
            }
            case 3: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.refusal`, {
                limits: opts.limits?.refusal
              })

              break
            }
            case 4: {
              yield * Signal.codec().stream(reader, reader.uint32(), `${prefix}.signal`, {
                limits: opts.limits?.signal
              })

              break
            }
            case 5: {
              yield * Heartbeat.codec().stream(reader, reader.uint32(), `${prefix}.heartbeat`, {
                limits: opts.limits?.heartbeat
              })

              break
            }
            case 6: {
              yield * Receipt.codec().stream(reader, reader.uint32(), `${prefix}.receipt`, {
                limits: opts.limits?.receipt
              })

              break
            }
            case 7: {
              yield * KeyRequest.codec().stream(reader, reader.uint32(), `${prefix}.keyRequest`, {
                limits: opts.limits?.keyRequest
              })

              break
            }
            case 8: {
              yield * Flush.codec().stream(reader, reader.uint32(), `${prefix}.flush`, {
                limits: opts.limits?.flush
              })

              break
            }
            case 9: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.end`, {
                limits: opts.limits?.end
              })

              break
            }
            case 10: {
              yield * QuoteRequest.codec().stream(reader, reader.uint32(), `${prefix}.quoteRequest`, {
                limits: opts.limits?.quoteRequest
              })

              break
            }
            case 11: {
              yield * Quote.codec().stream(reader, reader.uint32(), `${prefix}.quote`, {
                limits: opts.limits?.quote
              })

              break
            }
            case 12: {
              yield * Payment.codec().stream(reader, reader.uint32(), `${prefix}.payment`, {
                limits: opts.limits?.payment
              })

              break
            }
            case 13: {
              yield * Credit.codec().stream(reader, reader.uint32(), `${prefix}.credit`, {
                limits: opts.limits?.credit
              })

              break
            }
            case 14: {
              yield * EffectOrder.codec().stream(reader, reader.uint32(), `${prefix}.effectOrder`, {
                limits: opts.limits?.effectOrder
              })

              break
            }
            case 15: {
              yield * EffectLoading.codec().stream(reader, reader.uint32(), `${prefix}.effectLoading`, {
                limits: opts.limits?.effectLoading
              })

              break
            }
            case 16: {
              yield * EffectReport.codec().stream(reader, reader.uint32(), `${prefix}.effectReport`, {
                limits: opts.limits?.effectReport
              })

              break
            }
            case 17: {
              yield * Cues.codec().stream(reader, reader.uint32(), `${prefix}.cues`, {
                limits: opts.limits?.cues
              })

              break
            }
            case 18: {
              yield * Recognise.codec().stream(reader, reader.uint32(), `${prefix}.recognise`, {
                limits: opts.limits?.recognise
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface JobMessageRequestJobFieldEvent {
    field: '$.request.job'
    value: string
  }

  export interface JobMessageRequestSourceCodecFieldEvent {
    field: '$.request.source.codec'
    value: string
  }

  export interface JobMessageRequestSourceWidthFieldEvent {
    field: '$.request.source.width'
    value: number
  }

  export interface JobMessageRequestSourceHeightFieldEvent {
    field: '$.request.source.height'
    value: number
  }

  export interface JobMessageRequestSourceFramerateFieldEvent {
    field: '$.request.source.framerate'
    value: number
  }

  export interface JobMessageRequestSourceBitrateFieldEvent {
    field: '$.request.source.bitrate'
    value: number
  }

  export interface JobMessageRequestSourceDescriptionFieldEvent {
    field: '$.request.source.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageRequestRenditionsTrackFieldEvent {
    field: '$.request.renditions[].track'
    value: number
    index: number
  }

  export interface JobMessageRequestRenditionsNameFieldEvent {
    field: '$.request.renditions[].name'
    value: string
    index: number
  }

  export interface JobMessageRequestRenditionsCodecFieldEvent {
    field: '$.request.renditions[].codec'
    value: string
    index: number
  }

  export interface JobMessageRequestRenditionsWidthFieldEvent {
    field: '$.request.renditions[].width'
    value: number
    index: number
  }

  export interface JobMessageRequestRenditionsHeightFieldEvent {
    field: '$.request.renditions[].height'
    value: number
    index: number
  }

  export interface JobMessageRequestRenditionsBitrateFieldEvent {
    field: '$.request.renditions[].bitrate'
    value: number
    index: number
  }

  export interface JobMessageRequestRenditionsMaxFramerateFieldEvent {
    field: '$.request.renditions[].maxFramerate'
    value: number
    index: number
  }

  export interface JobMessageRequestRenditionsQuantizerFieldEvent {
    field: '$.request.renditions[].quantizer'
    value: number
    index: number
  }

  export interface JobMessageRequestSegmentMsFieldEvent {
    field: '$.request.segmentMs'
    value: number
  }

  export interface JobMessageRequestStandbyFieldEvent {
    field: '$.request.standby'
    value: boolean
  }

  export interface JobMessageRequestSenderFieldEvent {
    field: '$.request.sender'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageRequestEffectEffectIdFieldEvent {
    field: '$.request.effect.effect.id'
    value: string
  }

  export interface JobMessageRequestEffectEffectStrengthFieldEvent {
    field: '$.request.effect.effect.strength'
    value: number
  }

  export interface JobMessageRequestEffectEffectBackdropFieldEvent {
    field: '$.request.effect.effect.backdrop'
    value: string
  }

  export interface JobMessageRequestEffectPriceWeiFieldEvent {
    field: '$.request.effect.price.wei'
    value: bigint
  }

  export interface JobMessageRequestEffectPricePixelsFieldEvent {
    field: '$.request.effect.price.pixels'
    value: bigint
  }

  export interface JobMessageRequestEffectPictureFieldEvent {
    field: '$.request.effect.picture'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageAcceptQuotePriceWeiFieldEvent {
    field: '$.accept.quote.price.wei'
    value: bigint
  }

  export interface JobMessageAcceptQuotePricePixelsFieldEvent {
    field: '$.accept.quote.price.pixels'
    value: bigint
  }

  export interface JobMessageAcceptQuoteRecipientFieldEvent {
    field: '$.accept.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageAcceptQuoteFaceValueFieldEvent {
    field: '$.accept.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageAcceptQuoteWinProbFieldEvent {
    field: '$.accept.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageAcceptQuoteRecipientRandHashFieldEvent {
    field: '$.accept.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageAcceptQuoteSeedFieldEvent {
    field: '$.accept.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageAcceptQuoteExpirationBlockFieldEvent {
    field: '$.accept.quote.expirationBlock'
    value: number
  }

  export interface JobMessageAcceptQuoteCreationRoundFieldEvent {
    field: '$.accept.quote.creationRound'
    value: number
  }

  export interface JobMessageAcceptQuoteCreationRoundBlockHashFieldEvent {
    field: '$.accept.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageRefusalCodeFieldEvent {
    field: '$.refusal.code'
    value: string
  }

  export interface JobMessageRefusalReasonFieldEvent {
    field: '$.refusal.reason'
    value: string
  }

  export interface JobMessageSignalConnectionFieldEvent {
    field: '$.signal.connection'
    value: number
  }

  export interface JobMessageSignalKindFieldEvent {
    field: '$.signal.kind'
    value: string
  }

  export interface JobMessageSignalBodyFieldEvent {
    field: '$.signal.body'
    value: string
  }

  export interface JobMessageHeartbeatSequenceFieldEvent {
    field: '$.heartbeat.sequence'
    value: number
  }

  export interface JobMessageHeartbeatSentAtFieldEvent {
    field: '$.heartbeat.sentAt'
    value: number
  }

  export interface JobMessageHeartbeatEchoFieldEvent {
    field: '$.heartbeat.echo'
    value: number
  }

  export interface JobMessageHeartbeatQueueFieldEvent {
    field: '$.heartbeat.queue'
    value: number
  }

  export interface JobMessageHeartbeatSkippedFieldEvent {
    field: '$.heartbeat.skipped'
    value: number
  }

  export interface JobMessageHeartbeatRealtimeFieldEvent {
    field: '$.heartbeat.realtime'
    value: number
  }

  export interface JobMessageReceiptSegmentFieldEvent {
    field: '$.receipt.segment'
    value: number
  }

  export interface JobMessageReceiptTrackFieldEvent {
    field: '$.receipt.track'
    value: number
  }

  export interface JobMessageReceiptFramesFieldEvent {
    field: '$.receipt.frames'
    value: number
  }

  export interface JobMessageReceiptSkippedFieldEvent {
    field: '$.receipt.skipped'
    value: number
  }

  export interface JobMessageReceiptBytesFieldEvent {
    field: '$.receipt.bytes'
    value: number
  }

  export interface JobMessageReceiptPixelsFieldEvent {
    field: '$.receipt.pixels'
    value: number
  }

  export interface JobMessageReceiptDigestsFieldEvent {
    field: '$.receipt.digests'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageReceiptSourceFieldEvent {
    field: '$.receipt.source'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageReceiptTookFieldEvent {
    field: '$.receipt.took'
    value: number
  }

  export interface JobMessageReceiptSignatureFieldEvent {
    field: '$.receipt.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageReceiptEffectIdFieldEvent {
    field: '$.receipt.effect.id'
    value: string
  }

  export interface JobMessageReceiptEffectStrengthFieldEvent {
    field: '$.receipt.effect.strength'
    value: number
  }

  export interface JobMessageReceiptEffectBackdropFieldEvent {
    field: '$.receipt.effect.backdrop'
    value: string
  }

  export interface JobMessageKeyRequestTrackFieldEvent {
    field: '$.keyRequest.track'
    value: number
  }

  export interface JobMessageFlushUntilFieldEvent {
    field: '$.flush.until'
    value: number
  }

  export interface JobMessageEndCodeFieldEvent {
    field: '$.end.code'
    value: string
  }

  export interface JobMessageEndReasonFieldEvent {
    field: '$.end.reason'
    value: string
  }

  export interface JobMessageQuotePriceWeiFieldEvent {
    field: '$.quote.price.wei'
    value: bigint
  }

  export interface JobMessageQuotePricePixelsFieldEvent {
    field: '$.quote.price.pixels'
    value: bigint
  }

  export interface JobMessageQuoteRecipientFieldEvent {
    field: '$.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageQuoteFaceValueFieldEvent {
    field: '$.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageQuoteWinProbFieldEvent {
    field: '$.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageQuoteRecipientRandHashFieldEvent {
    field: '$.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageQuoteSeedFieldEvent {
    field: '$.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageQuoteExpirationBlockFieldEvent {
    field: '$.quote.expirationBlock'
    value: number
  }

  export interface JobMessageQuoteCreationRoundFieldEvent {
    field: '$.quote.creationRound'
    value: number
  }

  export interface JobMessageQuoteCreationRoundBlockHashFieldEvent {
    field: '$.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessagePaymentSequenceFieldEvent {
    field: '$.payment.sequence'
    value: number
  }

  export interface JobMessagePaymentQuotePriceWeiFieldEvent {
    field: '$.payment.quote.price.wei'
    value: bigint
  }

  export interface JobMessagePaymentQuotePricePixelsFieldEvent {
    field: '$.payment.quote.price.pixels'
    value: bigint
  }

  export interface JobMessagePaymentQuoteRecipientFieldEvent {
    field: '$.payment.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessagePaymentQuoteFaceValueFieldEvent {
    field: '$.payment.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessagePaymentQuoteWinProbFieldEvent {
    field: '$.payment.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessagePaymentQuoteRecipientRandHashFieldEvent {
    field: '$.payment.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessagePaymentQuoteSeedFieldEvent {
    field: '$.payment.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessagePaymentQuoteExpirationBlockFieldEvent {
    field: '$.payment.quote.expirationBlock'
    value: number
  }

  export interface JobMessagePaymentQuoteCreationRoundFieldEvent {
    field: '$.payment.quote.creationRound'
    value: number
  }

  export interface JobMessagePaymentQuoteCreationRoundBlockHashFieldEvent {
    field: '$.payment.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessagePaymentTicketsSenderNonceFieldEvent {
    field: '$.payment.tickets[].senderNonce'
    value: number
    index: number
  }

  export interface JobMessagePaymentTicketsSignatureFieldEvent {
    field: '$.payment.tickets[].signature'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface JobMessageCreditPaymentFieldEvent {
    field: '$.credit.payment'
    value: number
  }

  export interface JobMessageCreditValueFieldEvent {
    field: '$.credit.value'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageCreditCodeFieldEvent {
    field: '$.credit.code'
    value: string
  }

  export interface JobMessageCreditReasonFieldEvent {
    field: '$.credit.reason'
    value: string
  }

  export interface JobMessageEffectOrderEffectIdFieldEvent {
    field: '$.effectOrder.effect.id'
    value: string
  }

  export interface JobMessageEffectOrderEffectStrengthFieldEvent {
    field: '$.effectOrder.effect.strength'
    value: number
  }

  export interface JobMessageEffectOrderEffectBackdropFieldEvent {
    field: '$.effectOrder.effect.backdrop'
    value: string
  }

  export interface JobMessageEffectOrderPriceWeiFieldEvent {
    field: '$.effectOrder.price.wei'
    value: bigint
  }

  export interface JobMessageEffectOrderPricePixelsFieldEvent {
    field: '$.effectOrder.price.pixels'
    value: bigint
  }

  export interface JobMessageEffectOrderPictureFieldEvent {
    field: '$.effectOrder.picture'
    value: Uint8Array<ArrayBuffer>
  }

  export interface JobMessageEffectLoadingShareFieldEvent {
    field: '$.effectLoading.share'
    value: number
  }

  export interface JobMessageEffectReportSinceFieldEvent {
    field: '$.effectReport.since'
    value: number
  }

  export interface JobMessageEffectReportEffectIdFieldEvent {
    field: '$.effectReport.effect.id'
    value: string
  }

  export interface JobMessageEffectReportEffectStrengthFieldEvent {
    field: '$.effectReport.effect.strength'
    value: number
  }

  export interface JobMessageEffectReportEffectBackdropFieldEvent {
    field: '$.effectReport.effect.backdrop'
    value: string
  }

  export interface JobMessageCuesCuesKindFieldEvent {
    field: '$.cues.cues[].kind'
    value: string
    index: number
  }

  export interface JobMessageCuesCuesIdFieldEvent {
    field: '$.cues.cues[].id'
    value: number
    index: number
  }

  export interface JobMessageCuesCuesStartFieldEvent {
    field: '$.cues.cues[].start'
    value: number
    index: number
  }

  export interface JobMessageCuesCuesEndFieldEvent {
    field: '$.cues.cues[].end'
    value: number
    index: number
  }

  export interface JobMessageCuesCuesTextFieldEvent {
    field: '$.cues.cues[].text'
    value: string
    index: number
  }

  export interface JobMessageCuesCuesScoreFieldEvent {
    field: '$.cues.cues[].score'
    value: number
    index: number
  }

  export interface JobMessageCuesCuesBoxLeftFieldEvent {
    field: '$.cues.cues[].box.left'
    value: number
    index: number
  }

  export interface JobMessageCuesCuesBoxTopFieldEvent {
    field: '$.cues.cues[].box.top'
    value: number
    index: number
  }

  export interface JobMessageCuesCuesBoxWidthFieldEvent {
    field: '$.cues.cues[].box.width'
    value: number
    index: number
  }

  export interface JobMessageCuesCuesBoxHeightFieldEvent {
    field: '$.cues.cues[].box.height'
    value: number
    index: number
  }

  export interface JobMessageRecogniseOnFieldEvent {
    field: '$.recognise.on'
    value: boolean
  }

  export interface JobMessageRecognisePriceWeiFieldEvent {
    field: '$.recognise.price.wei'
    value: bigint
  }

  export interface JobMessageRecognisePricePixelsFieldEvent {
    field: '$.recognise.price.pixels'
    value: bigint
  }

  export function encode (obj: Partial<JobMessage>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, JobMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JobMessage>): JobMessage {
    return decodeMessage(buf, JobMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<JobMessage>): Generator<JobMessageRequestJobFieldEvent | JobMessageRequestSourceCodecFieldEvent | JobMessageRequestSourceWidthFieldEvent | JobMessageRequestSourceHeightFieldEvent | JobMessageRequestSourceFramerateFieldEvent | JobMessageRequestSourceBitrateFieldEvent | JobMessageRequestSourceDescriptionFieldEvent | JobMessageRequestRenditionsTrackFieldEvent | JobMessageRequestRenditionsNameFieldEvent | JobMessageRequestRenditionsCodecFieldEvent | JobMessageRequestRenditionsWidthFieldEvent | JobMessageRequestRenditionsHeightFieldEvent | JobMessageRequestRenditionsBitrateFieldEvent | JobMessageRequestRenditionsMaxFramerateFieldEvent | JobMessageRequestRenditionsQuantizerFieldEvent | JobMessageRequestSegmentMsFieldEvent | JobMessageRequestStandbyFieldEvent | JobMessageRequestSenderFieldEvent | JobMessageRequestEffectEffectIdFieldEvent | JobMessageRequestEffectEffectStrengthFieldEvent | JobMessageRequestEffectEffectBackdropFieldEvent | JobMessageRequestEffectPriceWeiFieldEvent | JobMessageRequestEffectPricePixelsFieldEvent | JobMessageRequestEffectPictureFieldEvent | JobMessageAcceptQuotePriceWeiFieldEvent | JobMessageAcceptQuotePricePixelsFieldEvent | JobMessageAcceptQuoteRecipientFieldEvent | JobMessageAcceptQuoteFaceValueFieldEvent | JobMessageAcceptQuoteWinProbFieldEvent | JobMessageAcceptQuoteRecipientRandHashFieldEvent | JobMessageAcceptQuoteSeedFieldEvent | JobMessageAcceptQuoteExpirationBlockFieldEvent | JobMessageAcceptQuoteCreationRoundFieldEvent | JobMessageAcceptQuoteCreationRoundBlockHashFieldEvent | JobMessageRefusalCodeFieldEvent | JobMessageRefusalReasonFieldEvent | JobMessageSignalConnectionFieldEvent | JobMessageSignalKindFieldEvent | JobMessageSignalBodyFieldEvent | JobMessageHeartbeatSequenceFieldEvent | JobMessageHeartbeatSentAtFieldEvent | JobMessageHeartbeatEchoFieldEvent | JobMessageHeartbeatQueueFieldEvent | JobMessageHeartbeatSkippedFieldEvent | JobMessageHeartbeatRealtimeFieldEvent | JobMessageReceiptSegmentFieldEvent | JobMessageReceiptTrackFieldEvent | JobMessageReceiptFramesFieldEvent | JobMessageReceiptSkippedFieldEvent | JobMessageReceiptBytesFieldEvent | JobMessageReceiptPixelsFieldEvent | JobMessageReceiptDigestsFieldEvent | JobMessageReceiptSourceFieldEvent | JobMessageReceiptTookFieldEvent | JobMessageReceiptSignatureFieldEvent | JobMessageReceiptEffectIdFieldEvent | JobMessageReceiptEffectStrengthFieldEvent | JobMessageReceiptEffectBackdropFieldEvent | JobMessageKeyRequestTrackFieldEvent | JobMessageFlushUntilFieldEvent | JobMessageEndCodeFieldEvent | JobMessageEndReasonFieldEvent | JobMessageQuotePriceWeiFieldEvent | JobMessageQuotePricePixelsFieldEvent | JobMessageQuoteRecipientFieldEvent | JobMessageQuoteFaceValueFieldEvent | JobMessageQuoteWinProbFieldEvent | JobMessageQuoteRecipientRandHashFieldEvent | JobMessageQuoteSeedFieldEvent | JobMessageQuoteExpirationBlockFieldEvent | JobMessageQuoteCreationRoundFieldEvent | JobMessageQuoteCreationRoundBlockHashFieldEvent | JobMessagePaymentSequenceFieldEvent | JobMessagePaymentQuotePriceWeiFieldEvent | JobMessagePaymentQuotePricePixelsFieldEvent | JobMessagePaymentQuoteRecipientFieldEvent | JobMessagePaymentQuoteFaceValueFieldEvent | JobMessagePaymentQuoteWinProbFieldEvent | JobMessagePaymentQuoteRecipientRandHashFieldEvent | JobMessagePaymentQuoteSeedFieldEvent | JobMessagePaymentQuoteExpirationBlockFieldEvent | JobMessagePaymentQuoteCreationRoundFieldEvent | JobMessagePaymentQuoteCreationRoundBlockHashFieldEvent | JobMessagePaymentTicketsSenderNonceFieldEvent | JobMessagePaymentTicketsSignatureFieldEvent | JobMessageCreditPaymentFieldEvent | JobMessageCreditValueFieldEvent | JobMessageCreditCodeFieldEvent | JobMessageCreditReasonFieldEvent | JobMessageEffectOrderEffectIdFieldEvent | JobMessageEffectOrderEffectStrengthFieldEvent | JobMessageEffectOrderEffectBackdropFieldEvent | JobMessageEffectOrderPriceWeiFieldEvent | JobMessageEffectOrderPricePixelsFieldEvent | JobMessageEffectOrderPictureFieldEvent | JobMessageEffectLoadingShareFieldEvent | JobMessageEffectReportSinceFieldEvent | JobMessageEffectReportEffectIdFieldEvent | JobMessageEffectReportEffectStrengthFieldEvent | JobMessageEffectReportEffectBackdropFieldEvent | JobMessageCuesCuesKindFieldEvent | JobMessageCuesCuesIdFieldEvent | JobMessageCuesCuesStartFieldEvent | JobMessageCuesCuesEndFieldEvent | JobMessageCuesCuesTextFieldEvent | JobMessageCuesCuesScoreFieldEvent | JobMessageCuesCuesBoxLeftFieldEvent | JobMessageCuesCuesBoxTopFieldEvent | JobMessageCuesCuesBoxWidthFieldEvent | JobMessageCuesCuesBoxHeightFieldEvent | JobMessageRecogniseOnFieldEvent | JobMessageRecognisePriceWeiFieldEvent | JobMessageRecognisePricePixelsFieldEvent> {
    return streamMessage(buf, JobMessage.codec(), opts)
  }
}

export interface Crop {
  left: number
  top: number
  width: number
  height: number
}

export namespace Crop {
  let _codec: Codec<Crop>

  export const codec = (): Codec<Crop> => {
    if (_codec == null) {
      _codec = message<Crop>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.left != null && obj.left !== 0)) {
          w.uint32(8)
          w.sint32(obj.left)
        }

        if ((obj.top != null && obj.top !== 0)) {
          w.uint32(16)
          w.sint32(obj.top)
        }

        if ((obj.width != null && obj.width !== 0)) {
          w.uint32(24)
          w.uint32(obj.width)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(32)
          w.uint32(obj.height)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          left: 0,
          top: 0,
          width: 0,
          height: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.left = reader.sint32()
              break
            }
            case 2: {
              obj.top = reader.sint32()
              break
            }
            case 3: {
              obj.width = reader.uint32()
              break
            }
            case 4: {
              obj.height = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.left`,
                value: reader.sint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.top`,
                value: reader.sint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.width`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CropLeftFieldEvent {
    field: '$.left'
    value: number
  }

  export interface CropTopFieldEvent {
    field: '$.top'
    value: number
  }

  export interface CropWidthFieldEvent {
    field: '$.width'
    value: number
  }

  export interface CropHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export function encode (obj: Partial<Crop>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Crop.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Crop>): Crop {
    return decodeMessage(buf, Crop.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Crop>): Generator<CropLeftFieldEvent | CropTopFieldEvent | CropWidthFieldEvent | CropHeightFieldEvent> {
    return streamMessage(buf, Crop.codec(), opts)
  }
}

export interface ColorSpace {
  primaries?: string
  transfer?: string
  matrix?: string
  fullRange?: boolean
}

export namespace ColorSpace {
  let _codec: Codec<ColorSpace>

  export const codec = (): Codec<ColorSpace> => {
    if (_codec == null) {
      _codec = message<ColorSpace>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.primaries != null) {
          w.uint32(10)
          w.string(obj.primaries)
        }

        if (obj.transfer != null) {
          w.uint32(18)
          w.string(obj.transfer)
        }

        if (obj.matrix != null) {
          w.uint32(26)
          w.string(obj.matrix)
        }

        if (obj.fullRange != null) {
          w.uint32(32)
          w.bool(obj.fullRange)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.primaries = reader.string()
              break
            }
            case 2: {
              obj.transfer = reader.string()
              break
            }
            case 3: {
              obj.matrix = reader.string()
              break
            }
            case 4: {
              obj.fullRange = reader.bool()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.primaries`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.transfer`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.matrix`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.fullRange`,
                value: reader.bool()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ColorSpacePrimariesFieldEvent {
    field: '$.primaries'
    value: string
  }

  export interface ColorSpaceTransferFieldEvent {
    field: '$.transfer'
    value: string
  }

  export interface ColorSpaceMatrixFieldEvent {
    field: '$.matrix'
    value: string
  }

  export interface ColorSpaceFullRangeFieldEvent {
    field: '$.fullRange'
    value: boolean
  }

  export function encode (obj: Partial<ColorSpace>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, ColorSpace.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ColorSpace>): ColorSpace {
    return decodeMessage(buf, ColorSpace.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ColorSpace>): Generator<ColorSpacePrimariesFieldEvent | ColorSpaceTransferFieldEvent | ColorSpaceMatrixFieldEvent | ColorSpaceFullRangeFieldEvent> {
    return streamMessage(buf, ColorSpace.codec(), opts)
  }
}

export interface FileSource {
  codec: string
  width: number
  height: number
  description?: Uint8Array<ArrayBuffer>
  crop?: Crop
  colorSpace?: ColorSpace
}

export namespace FileSource {
  let _codec: Codec<FileSource>

  export const codec = (): Codec<FileSource> => {
    if (_codec == null) {
      _codec = message<FileSource>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.codec != null && obj.codec !== '')) {
          w.uint32(10)
          w.string(obj.codec)
        }

        if ((obj.width != null && obj.width !== 0)) {
          w.uint32(16)
          w.uint32(obj.width)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint32(obj.height)
        }

        if (obj.description != null) {
          w.uint32(34)
          w.bytes(obj.description)
        }

        if (obj.crop != null) {
          w.uint32(42)
          Crop.codec().encode(obj.crop, w)
        }

        if (obj.colorSpace != null) {
          w.uint32(50)
          ColorSpace.codec().encode(obj.colorSpace, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          codec: '',
          width: 0,
          height: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.codec = reader.string()
              break
            }
            case 2: {
              obj.width = reader.uint32()
              break
            }
            case 3: {
              obj.height = reader.uint32()
              break
            }
            case 4: {
              obj.description = reader.bytes()
              break
            }
            case 5: {
              obj.crop = Crop.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.crop
              })
              break
            }
            case 6: {
              obj.colorSpace = ColorSpace.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.colorSpace
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.codec`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.width`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.description`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield * Crop.codec().stream(reader, reader.uint32(), `${prefix}.crop`, {
                limits: opts.limits?.crop
              })

              break
            }
            case 6: {
              yield * ColorSpace.codec().stream(reader, reader.uint32(), `${prefix}.colorSpace`, {
                limits: opts.limits?.colorSpace
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FileSourceCodecFieldEvent {
    field: '$.codec'
    value: string
  }

  export interface FileSourceWidthFieldEvent {
    field: '$.width'
    value: number
  }

  export interface FileSourceHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface FileSourceDescriptionFieldEvent {
    field: '$.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileSourceCropLeftFieldEvent {
    field: '$.crop.left'
    value: number
  }

  export interface FileSourceCropTopFieldEvent {
    field: '$.crop.top'
    value: number
  }

  export interface FileSourceCropWidthFieldEvent {
    field: '$.crop.width'
    value: number
  }

  export interface FileSourceCropHeightFieldEvent {
    field: '$.crop.height'
    value: number
  }

  export interface FileSourceColorSpacePrimariesFieldEvent {
    field: '$.colorSpace.primaries'
    value: string
  }

  export interface FileSourceColorSpaceTransferFieldEvent {
    field: '$.colorSpace.transfer'
    value: string
  }

  export interface FileSourceColorSpaceMatrixFieldEvent {
    field: '$.colorSpace.matrix'
    value: string
  }

  export interface FileSourceColorSpaceFullRangeFieldEvent {
    field: '$.colorSpace.fullRange'
    value: boolean
  }

  export function encode (obj: Partial<FileSource>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, FileSource.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileSource>): FileSource {
    return decodeMessage(buf, FileSource.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileSource>): Generator<FileSourceCodecFieldEvent | FileSourceWidthFieldEvent | FileSourceHeightFieldEvent | FileSourceDescriptionFieldEvent | FileSourceCropLeftFieldEvent | FileSourceCropTopFieldEvent | FileSourceCropWidthFieldEvent | FileSourceCropHeightFieldEvent | FileSourceColorSpacePrimariesFieldEvent | FileSourceColorSpaceTransferFieldEvent | FileSourceColorSpaceMatrixFieldEvent | FileSourceColorSpaceFullRangeFieldEvent> {
    return streamMessage(buf, FileSource.codec(), opts)
  }
}

export interface FileRequest {
  job: string
  source?: FileSource
  renditions: Rendition[]
  sender?: Uint8Array<ArrayBuffer>
  effect?: EffectOrder
}

export namespace FileRequest {
  let _codec: Codec<FileRequest>

  export const codec = (): Codec<FileRequest> => {
    if (_codec == null) {
      _codec = message<FileRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.job != null && obj.job !== '')) {
          w.uint32(10)
          w.string(obj.job)
        }

        if (obj.source != null) {
          w.uint32(18)
          FileSource.codec().encode(obj.source, w)
        }

        if (obj.renditions != null && obj.renditions.length > 0) {
          for (const value of obj.renditions) {
            w.uint32(26)
            Rendition.codec().encode(value, w)
          }
        }

        if (obj.sender != null) {
          w.uint32(34)
          w.bytes(obj.sender)
        }

        if (obj.effect != null) {
          w.uint32(42)
          EffectOrder.codec().encode(obj.effect, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          job: '',
          renditions: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.job = reader.string()
              break
            }
            case 2: {
              obj.source = FileSource.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.source
              })
              break
            }
            case 3: {
              if (opts.limits?.renditions != null && obj.renditions.length === opts.limits.renditions) {
                throw new MaxLengthError('Decode error - repeated field "renditions" had too many elements')
              }

              obj.renditions.push(Rendition.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.renditions$
              }))
              break
            }
            case 4: {
              obj.sender = reader.bytes()
              break
            }
            case 5: {
              obj.effect = EffectOrder.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effect
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          renditions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.job`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield * FileSource.codec().stream(reader, reader.uint32(), `${prefix}.source`, {
                limits: opts.limits?.source
              })

              break
            }
            case 3: {
              if (opts.limits?.renditions != null && obj.renditions === opts.limits.renditions) {
                throw new MaxLengthError('Streaming decode error - repeated field "renditions" had too many elements')
              }

              for (const evt of Rendition.codec().stream(reader, reader.uint32(), `${prefix}.renditions[]`, {
                limits: opts.limits?.renditions$
              })) {
                yield {
                  ...evt,
                  index: obj.renditions
                }
              }

              obj.renditions++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.sender`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield * EffectOrder.codec().stream(reader, reader.uint32(), `${prefix}.effect`, {
                limits: opts.limits?.effect
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FileRequestJobFieldEvent {
    field: '$.job'
    value: string
  }

  export interface FileRequestSourceCodecFieldEvent {
    field: '$.source.codec'
    value: string
  }

  export interface FileRequestSourceWidthFieldEvent {
    field: '$.source.width'
    value: number
  }

  export interface FileRequestSourceHeightFieldEvent {
    field: '$.source.height'
    value: number
  }

  export interface FileRequestSourceDescriptionFieldEvent {
    field: '$.source.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileRequestSourceCropLeftFieldEvent {
    field: '$.source.crop.left'
    value: number
  }

  export interface FileRequestSourceCropTopFieldEvent {
    field: '$.source.crop.top'
    value: number
  }

  export interface FileRequestSourceCropWidthFieldEvent {
    field: '$.source.crop.width'
    value: number
  }

  export interface FileRequestSourceCropHeightFieldEvent {
    field: '$.source.crop.height'
    value: number
  }

  export interface FileRequestSourceColorSpacePrimariesFieldEvent {
    field: '$.source.colorSpace.primaries'
    value: string
  }

  export interface FileRequestSourceColorSpaceTransferFieldEvent {
    field: '$.source.colorSpace.transfer'
    value: string
  }

  export interface FileRequestSourceColorSpaceMatrixFieldEvent {
    field: '$.source.colorSpace.matrix'
    value: string
  }

  export interface FileRequestSourceColorSpaceFullRangeFieldEvent {
    field: '$.source.colorSpace.fullRange'
    value: boolean
  }

  export interface FileRequestRenditionsTrackFieldEvent {
    field: '$.renditions[].track'
    value: number
    index: number
  }

  export interface FileRequestRenditionsNameFieldEvent {
    field: '$.renditions[].name'
    value: string
    index: number
  }

  export interface FileRequestRenditionsCodecFieldEvent {
    field: '$.renditions[].codec'
    value: string
    index: number
  }

  export interface FileRequestRenditionsWidthFieldEvent {
    field: '$.renditions[].width'
    value: number
    index: number
  }

  export interface FileRequestRenditionsHeightFieldEvent {
    field: '$.renditions[].height'
    value: number
    index: number
  }

  export interface FileRequestRenditionsBitrateFieldEvent {
    field: '$.renditions[].bitrate'
    value: number
    index: number
  }

  export interface FileRequestRenditionsMaxFramerateFieldEvent {
    field: '$.renditions[].maxFramerate'
    value: number
    index: number
  }

  export interface FileRequestRenditionsQuantizerFieldEvent {
    field: '$.renditions[].quantizer'
    value: number
    index: number
  }

  export interface FileRequestSenderFieldEvent {
    field: '$.sender'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileRequestEffectEffectIdFieldEvent {
    field: '$.effect.effect.id'
    value: string
  }

  export interface FileRequestEffectEffectStrengthFieldEvent {
    field: '$.effect.effect.strength'
    value: number
  }

  export interface FileRequestEffectEffectBackdropFieldEvent {
    field: '$.effect.effect.backdrop'
    value: string
  }

  export interface FileRequestEffectPriceWeiFieldEvent {
    field: '$.effect.price.wei'
    value: bigint
  }

  export interface FileRequestEffectPricePixelsFieldEvent {
    field: '$.effect.price.pixels'
    value: bigint
  }

  export interface FileRequestEffectPictureFieldEvent {
    field: '$.effect.picture'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<FileRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, FileRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileRequest>): FileRequest {
    return decodeMessage(buf, FileRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileRequest>): Generator<FileRequestJobFieldEvent | FileRequestSourceCodecFieldEvent | FileRequestSourceWidthFieldEvent | FileRequestSourceHeightFieldEvent | FileRequestSourceDescriptionFieldEvent | FileRequestSourceCropLeftFieldEvent | FileRequestSourceCropTopFieldEvent | FileRequestSourceCropWidthFieldEvent | FileRequestSourceCropHeightFieldEvent | FileRequestSourceColorSpacePrimariesFieldEvent | FileRequestSourceColorSpaceTransferFieldEvent | FileRequestSourceColorSpaceMatrixFieldEvent | FileRequestSourceColorSpaceFullRangeFieldEvent | FileRequestRenditionsTrackFieldEvent | FileRequestRenditionsNameFieldEvent | FileRequestRenditionsCodecFieldEvent | FileRequestRenditionsWidthFieldEvent | FileRequestRenditionsHeightFieldEvent | FileRequestRenditionsBitrateFieldEvent | FileRequestRenditionsMaxFramerateFieldEvent | FileRequestRenditionsQuantizerFieldEvent | FileRequestSenderFieldEvent | FileRequestEffectEffectIdFieldEvent | FileRequestEffectEffectStrengthFieldEvent | FileRequestEffectEffectBackdropFieldEvent | FileRequestEffectPriceWeiFieldEvent | FileRequestEffectPricePixelsFieldEvent | FileRequestEffectPictureFieldEvent> {
    return streamMessage(buf, FileRequest.codec(), opts)
  }
}

export interface PacketHead {
  timestamp: number
  duration: number
  key: boolean
  bytes: number
}

export namespace PacketHead {
  let _codec: Codec<PacketHead>

  export const codec = (): Codec<PacketHead> => {
    if (_codec == null) {
      _codec = message<PacketHead>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.timestamp != null && obj.timestamp !== 0)) {
          w.uint32(9)
          w.double(obj.timestamp)
        }

        if ((obj.duration != null && obj.duration !== 0)) {
          w.uint32(17)
          w.double(obj.duration)
        }

        if ((obj.key != null && obj.key !== false)) {
          w.uint32(24)
          w.bool(obj.key)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(32)
          w.uint32(obj.bytes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          timestamp: 0,
          duration: 0,
          key: false,
          bytes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.timestamp = reader.double()
              break
            }
            case 2: {
              obj.duration = reader.double()
              break
            }
            case 3: {
              obj.key = reader.bool()
              break
            }
            case 4: {
              obj.bytes = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.timestamp`,
                value: reader.double()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.duration`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.key`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PacketHeadTimestampFieldEvent {
    field: '$.timestamp'
    value: number
  }

  export interface PacketHeadDurationFieldEvent {
    field: '$.duration'
    value: number
  }

  export interface PacketHeadKeyFieldEvent {
    field: '$.key'
    value: boolean
  }

  export interface PacketHeadBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export function encode (obj: Partial<PacketHead>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, PacketHead.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PacketHead>): PacketHead {
    return decodeMessage(buf, PacketHead.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PacketHead>): Generator<PacketHeadTimestampFieldEvent | PacketHeadDurationFieldEvent | PacketHeadKeyFieldEvent | PacketHeadBytesFieldEvent> {
    return streamMessage(buf, PacketHead.codec(), opts)
  }
}

export interface FileSegment {
  segment: number
  start: number
  end: number
  before?: number
  packets: PacketHead[]
}

export namespace FileSegment {
  let _codec: Codec<FileSegment>

  export const codec = (): Codec<FileSegment> => {
    if (_codec == null) {
      _codec = message<FileSegment>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.segment != null && obj.segment !== 0)) {
          w.uint32(8)
          w.uint32(obj.segment)
        }

        if ((obj.start != null && obj.start !== 0)) {
          w.uint32(17)
          w.double(obj.start)
        }

        if ((obj.end != null && obj.end !== 0)) {
          w.uint32(25)
          w.double(obj.end)
        }

        if (obj.before != null) {
          w.uint32(33)
          w.double(obj.before)
        }

        if (obj.packets != null && obj.packets.length > 0) {
          for (const value of obj.packets) {
            w.uint32(42)
            PacketHead.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          segment: 0,
          start: 0,
          end: 0,
          packets: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.segment = reader.uint32()
              break
            }
            case 2: {
              obj.start = reader.double()
              break
            }
            case 3: {
              obj.end = reader.double()
              break
            }
            case 4: {
              obj.before = reader.double()
              break
            }
            case 5: {
              if (opts.limits?.packets != null && obj.packets.length === opts.limits.packets) {
                throw new MaxLengthError('Decode error - repeated field "packets" had too many elements')
              }

              obj.packets.push(PacketHead.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.packets$
              }))
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          packets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.segment`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.start`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.end`,
                value: reader.double()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.before`,
                value: reader.double()
              }
              break
            }
            case 5: {
              if (opts.limits?.packets != null && obj.packets === opts.limits.packets) {
                throw new MaxLengthError('Streaming decode error - repeated field "packets" had too many elements')
              }

              for (const evt of PacketHead.codec().stream(reader, reader.uint32(), `${prefix}.packets[]`, {
                limits: opts.limits?.packets$
              })) {
                yield {
                  ...evt,
                  index: obj.packets
                }
              }

              obj.packets++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FileSegmentSegmentFieldEvent {
    field: '$.segment'
    value: number
  }

  export interface FileSegmentStartFieldEvent {
    field: '$.start'
    value: number
  }

  export interface FileSegmentEndFieldEvent {
    field: '$.end'
    value: number
  }

  export interface FileSegmentBeforeFieldEvent {
    field: '$.before'
    value: number
  }

  export interface FileSegmentPacketsTimestampFieldEvent {
    field: '$.packets[].timestamp'
    value: number
    index: number
  }

  export interface FileSegmentPacketsDurationFieldEvent {
    field: '$.packets[].duration'
    value: number
    index: number
  }

  export interface FileSegmentPacketsKeyFieldEvent {
    field: '$.packets[].key'
    value: boolean
    index: number
  }

  export interface FileSegmentPacketsBytesFieldEvent {
    field: '$.packets[].bytes'
    value: number
    index: number
  }

  export function encode (obj: Partial<FileSegment>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, FileSegment.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileSegment>): FileSegment {
    return decodeMessage(buf, FileSegment.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileSegment>): Generator<FileSegmentSegmentFieldEvent | FileSegmentStartFieldEvent | FileSegmentEndFieldEvent | FileSegmentBeforeFieldEvent | FileSegmentPacketsTimestampFieldEvent | FileSegmentPacketsDurationFieldEvent | FileSegmentPacketsKeyFieldEvent | FileSegmentPacketsBytesFieldEvent> {
    return streamMessage(buf, FileSegment.codec(), opts)
  }
}

export interface FileRendition {
  segment: number
  track: number
  codec: string
  description?: Uint8Array<ArrayBuffer>
  packets: PacketHead[]
}

export namespace FileRendition {
  let _codec: Codec<FileRendition>

  export const codec = (): Codec<FileRendition> => {
    if (_codec == null) {
      _codec = message<FileRendition>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.segment != null && obj.segment !== 0)) {
          w.uint32(8)
          w.uint32(obj.segment)
        }

        if ((obj.track != null && obj.track !== 0)) {
          w.uint32(16)
          w.uint32(obj.track)
        }

        if ((obj.codec != null && obj.codec !== '')) {
          w.uint32(26)
          w.string(obj.codec)
        }

        if (obj.description != null) {
          w.uint32(34)
          w.bytes(obj.description)
        }

        if (obj.packets != null && obj.packets.length > 0) {
          for (const value of obj.packets) {
            w.uint32(42)
            PacketHead.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          segment: 0,
          track: 0,
          codec: '',
          packets: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.segment = reader.uint32()
              break
            }
            case 2: {
              obj.track = reader.uint32()
              break
            }
            case 3: {
              obj.codec = reader.string()
              break
            }
            case 4: {
              obj.description = reader.bytes()
              break
            }
            case 5: {
              if (opts.limits?.packets != null && obj.packets.length === opts.limits.packets) {
                throw new MaxLengthError('Decode error - repeated field "packets" had too many elements')
              }

              obj.packets.push(PacketHead.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.packets$
              }))
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          packets: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.segment`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.track`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.codec`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.description`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              if (opts.limits?.packets != null && obj.packets === opts.limits.packets) {
                throw new MaxLengthError('Streaming decode error - repeated field "packets" had too many elements')
              }

              for (const evt of PacketHead.codec().stream(reader, reader.uint32(), `${prefix}.packets[]`, {
                limits: opts.limits?.packets$
              })) {
                yield {
                  ...evt,
                  index: obj.packets
                }
              }

              obj.packets++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FileRenditionSegmentFieldEvent {
    field: '$.segment'
    value: number
  }

  export interface FileRenditionTrackFieldEvent {
    field: '$.track'
    value: number
  }

  export interface FileRenditionCodecFieldEvent {
    field: '$.codec'
    value: string
  }

  export interface FileRenditionDescriptionFieldEvent {
    field: '$.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileRenditionPacketsTimestampFieldEvent {
    field: '$.packets[].timestamp'
    value: number
    index: number
  }

  export interface FileRenditionPacketsDurationFieldEvent {
    field: '$.packets[].duration'
    value: number
    index: number
  }

  export interface FileRenditionPacketsKeyFieldEvent {
    field: '$.packets[].key'
    value: boolean
    index: number
  }

  export interface FileRenditionPacketsBytesFieldEvent {
    field: '$.packets[].bytes'
    value: number
    index: number
  }

  export function encode (obj: Partial<FileRendition>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, FileRendition.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileRendition>): FileRendition {
    return decodeMessage(buf, FileRendition.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileRendition>): Generator<FileRenditionSegmentFieldEvent | FileRenditionTrackFieldEvent | FileRenditionCodecFieldEvent | FileRenditionDescriptionFieldEvent | FileRenditionPacketsTimestampFieldEvent | FileRenditionPacketsDurationFieldEvent | FileRenditionPacketsKeyFieldEvent | FileRenditionPacketsBytesFieldEvent> {
    return streamMessage(buf, FileRendition.codec(), opts)
  }
}

export interface FileData {
  data: Uint8Array<ArrayBuffer>
}

export namespace FileData {
  let _codec: Codec<FileData>

  export const codec = (): Codec<FileData> => {
    if (_codec == null) {
      _codec = message<FileData>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.data != null && obj.data.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.data)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          data: uint8ArrayAlloc(0)
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.data = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.data`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FileDataDataFieldEvent {
    field: '$.data'
    value: Uint8Array<ArrayBuffer>
  }

  export function encode (obj: Partial<FileData>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, FileData.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileData>): FileData {
    return decodeMessage(buf, FileData.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileData>): Generator<FileDataDataFieldEvent> {
    return streamMessage(buf, FileData.codec(), opts)
  }
}

export interface Taken {
  bytes: number
}

export namespace Taken {
  let _codec: Codec<Taken>

  export const codec = (): Codec<Taken> => {
    if (_codec == null) {
      _codec = message<Taken>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(9)
          w.double(obj.bytes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          bytes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.bytes = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface TakenBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export function encode (obj: Partial<Taken>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Taken.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Taken>): Taken {
    return decodeMessage(buf, Taken.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Taken>): Generator<TakenBytesFieldEvent> {
    return streamMessage(buf, Taken.codec(), opts)
  }
}

export interface FileBeat {
  segment: number
  frames: number
}

export namespace FileBeat {
  let _codec: Codec<FileBeat>

  export const codec = (): Codec<FileBeat> => {
    if (_codec == null) {
      _codec = message<FileBeat>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.segment != null && obj.segment !== 0)) {
          w.uint32(8)
          w.uint32(obj.segment)
        }

        if ((obj.frames != null && obj.frames !== 0)) {
          w.uint32(16)
          w.uint32(obj.frames)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          segment: 0,
          frames: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.segment = reader.uint32()
              break
            }
            case 2: {
              obj.frames = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.segment`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.frames`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FileBeatSegmentFieldEvent {
    field: '$.segment'
    value: number
  }

  export interface FileBeatFramesFieldEvent {
    field: '$.frames'
    value: number
  }

  export function encode (obj: Partial<FileBeat>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, FileBeat.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileBeat>): FileBeat {
    return decodeMessage(buf, FileBeat.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileBeat>): Generator<FileBeatSegmentFieldEvent | FileBeatFramesFieldEvent> {
    return streamMessage(buf, FileBeat.codec(), opts)
  }
}

export interface Cancel {
  segment: number
}

export namespace Cancel {
  let _codec: Codec<Cancel>

  export const codec = (): Codec<Cancel> => {
    if (_codec == null) {
      _codec = message<Cancel>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.segment != null && obj.segment !== 0)) {
          w.uint32(8)
          w.uint32(obj.segment)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          segment: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.segment = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.segment`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CancelSegmentFieldEvent {
    field: '$.segment'
    value: number
  }

  export function encode (obj: Partial<Cancel>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Cancel.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cancel>): Cancel {
    return decodeMessage(buf, Cancel.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cancel>): Generator<CancelSegmentFieldEvent> {
    return streamMessage(buf, Cancel.codec(), opts)
  }
}

export interface Cancelled {
  segment: number
  pixels: number
}

export namespace Cancelled {
  let _codec: Codec<Cancelled>

  export const codec = (): Codec<Cancelled> => {
    if (_codec == null) {
      _codec = message<Cancelled>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.segment != null && obj.segment !== 0)) {
          w.uint32(8)
          w.uint32(obj.segment)
        }

        if ((obj.pixels != null && obj.pixels !== 0)) {
          w.uint32(17)
          w.double(obj.pixels)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          segment: 0,
          pixels: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.segment = reader.uint32()
              break
            }
            case 2: {
              obj.pixels = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.segment`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.pixels`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CancelledSegmentFieldEvent {
    field: '$.segment'
    value: number
  }

  export interface CancelledPixelsFieldEvent {
    field: '$.pixels'
    value: number
  }

  export function encode (obj: Partial<Cancelled>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Cancelled.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cancelled>): Cancelled {
    return decodeMessage(buf, Cancelled.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cancelled>): Generator<CancelledSegmentFieldEvent | CancelledPixelsFieldEvent> {
    return streamMessage(buf, Cancelled.codec(), opts)
  }
}

export interface FileMessage {
  request?: FileRequest
  accept?: JobAccept
  refusal?: Refusal
  segment?: FileSegment
  rendition?: FileRendition
  data?: FileData
  taken?: Taken
  beat?: FileBeat
  receipt?: Receipt
  cancel?: Cancel
  cancelled?: Cancelled
  end?: Refusal
  quoteRequest?: QuoteRequest
  quote?: Quote
  payment?: Payment
  credit?: Credit
}

export namespace FileMessage {
  let _codec: Codec<FileMessage>

  export const codec = (): Codec<FileMessage> => {
    if (_codec == null) {
      _codec = message<FileMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.credit != null) {
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.payment != null) {
          obj.credit = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.quote != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.quoteRequest != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.end != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.cancelled != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.cancel != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.receipt != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.beat != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.taken != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.data != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.rendition != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.segment != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.refusal != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.accept != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.request = undefined
        }

        if (obj.request != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.cancelled = undefined
          obj.cancel = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.rendition = undefined
          obj.segment = undefined
          obj.refusal = undefined
          obj.accept = undefined
        }

        if (obj.request != null) {
          w.uint32(10)
          FileRequest.codec().encode(obj.request, w)
        }

        if (obj.accept != null) {
          w.uint32(18)
          JobAccept.codec().encode(obj.accept, w)
        }

        if (obj.refusal != null) {
          w.uint32(26)
          Refusal.codec().encode(obj.refusal, w)
        }

        if (obj.segment != null) {
          w.uint32(34)
          FileSegment.codec().encode(obj.segment, w)
        }

        if (obj.rendition != null) {
          w.uint32(42)
          FileRendition.codec().encode(obj.rendition, w)
        }

        if (obj.data != null) {
          w.uint32(50)
          FileData.codec().encode(obj.data, w)
        }

        if (obj.taken != null) {
          w.uint32(58)
          Taken.codec().encode(obj.taken, w)
        }

        if (obj.beat != null) {
          w.uint32(66)
          FileBeat.codec().encode(obj.beat, w)
        }

        if (obj.receipt != null) {
          w.uint32(74)
          Receipt.codec().encode(obj.receipt, w)
        }

        if (obj.cancel != null) {
          w.uint32(82)
          Cancel.codec().encode(obj.cancel, w)
        }

        if (obj.cancelled != null) {
          w.uint32(90)
          Cancelled.codec().encode(obj.cancelled, w)
        }

        if (obj.end != null) {
          w.uint32(98)
          Refusal.codec().encode(obj.end, w)
        }

        if (obj.quoteRequest != null) {
          w.uint32(106)
          QuoteRequest.codec().encode(obj.quoteRequest, w)
        }

        if (obj.quote != null) {
          w.uint32(114)
          Quote.codec().encode(obj.quote, w)
        }

        if (obj.payment != null) {
          w.uint32(122)
          Payment.codec().encode(obj.payment, w)
        }

        if (obj.credit != null) {
          w.uint32(130)
          Credit.codec().encode(obj.credit, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.request = FileRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.request
              })
              break
            }
            case 2: {
              obj.accept = JobAccept.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accept
              })
              break
            }
            case 3: {
              obj.refusal = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refusal
              })
              break
            }
            case 4: {
              obj.segment = FileSegment.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.segment
              })
              break
            }
            case 5: {
              obj.rendition = FileRendition.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rendition
              })
              break
            }
            case 6: {
              obj.data = FileData.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.data
              })
              break
            }
            case 7: {
              obj.taken = Taken.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.taken
              })
              break
            }
            case 8: {
              obj.beat = FileBeat.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.beat
              })
              break
            }
            case 9: {
              obj.receipt = Receipt.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.receipt
              })
              break
            }
            case 10: {
              obj.cancel = Cancel.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.cancel
              })
              break
            }
            case 11: {
              obj.cancelled = Cancelled.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.cancelled
              })
              break
            }
            case 12: {
              obj.end = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.end
              })
              break
            }
            case 13: {
              obj.quoteRequest = QuoteRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quoteRequest
              })
              break
            }
            case 14: {
              obj.quote = Quote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quote
              })
              break
            }
            case 15: {
              obj.payment = Payment.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.payment
              })
              break
            }
            case 16: {
              obj.credit = Credit.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.credit
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.credit != null) {
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.payment != null) {
          delete obj.credit
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.quote != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.quoteRequest != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.end != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.cancelled != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.cancel != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.receipt != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.beat != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.taken != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.data != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.rendition != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.segment
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.segment != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.refusal != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.accept
          delete obj.request
        }

        if (obj.accept != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.request
        }

        if (obj.request != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.cancelled
          delete obj.cancel
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.rendition
          delete obj.segment
          delete obj.refusal
          delete obj.accept
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * FileRequest.codec().stream(reader, reader.uint32(), `${prefix}.request`, {
                limits: opts.limits?.request
              })

              break
            }
            case 2: {
              yield * JobAccept.codec().stream(reader, reader.uint32(), `${prefix}.accept`, {
                limits: opts.limits?.accept
              })

              break
            }
            case 3: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.refusal`, {
                limits: opts.limits?.refusal
              })

              break
            }
            case 4: {
              yield * FileSegment.codec().stream(reader, reader.uint32(), `${prefix}.segment`, {
                limits: opts.limits?.segment
              })

              break
            }
            case 5: {
              yield * FileRendition.codec().stream(reader, reader.uint32(), `${prefix}.rendition`, {
                limits: opts.limits?.rendition
              })

              break
            }
            case 6: {
              yield * FileData.codec().stream(reader, reader.uint32(), `${prefix}.data`, {
                limits: opts.limits?.data
              })

              break
            }
            case 7: {
              yield * Taken.codec().stream(reader, reader.uint32(), `${prefix}.taken`, {
                limits: opts.limits?.taken
              })

              break
            }
            case 8: {
              yield * FileBeat.codec().stream(reader, reader.uint32(), `${prefix}.beat`, {
                limits: opts.limits?.beat
              })

              break
            }
            case 9: {
              yield * Receipt.codec().stream(reader, reader.uint32(), `${prefix}.receipt`, {
                limits: opts.limits?.receipt
              })

              break
            }
            case 10: {
              yield * Cancel.codec().stream(reader, reader.uint32(), `${prefix}.cancel`, {
                limits: opts.limits?.cancel
              })

              break
            }
            case 11: {
              yield * Cancelled.codec().stream(reader, reader.uint32(), `${prefix}.cancelled`, {
                limits: opts.limits?.cancelled
              })

              break
            }
            case 12: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.end`, {
                limits: opts.limits?.end
              })

              break
            }
            case 13: {
              yield * QuoteRequest.codec().stream(reader, reader.uint32(), `${prefix}.quoteRequest`, {
                limits: opts.limits?.quoteRequest
              })

              break
            }
            case 14: {
              yield * Quote.codec().stream(reader, reader.uint32(), `${prefix}.quote`, {
                limits: opts.limits?.quote
              })

              break
            }
            case 15: {
              yield * Payment.codec().stream(reader, reader.uint32(), `${prefix}.payment`, {
                limits: opts.limits?.payment
              })

              break
            }
            case 16: {
              yield * Credit.codec().stream(reader, reader.uint32(), `${prefix}.credit`, {
                limits: opts.limits?.credit
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FileMessageRequestJobFieldEvent {
    field: '$.request.job'
    value: string
  }

  export interface FileMessageRequestSourceCodecFieldEvent {
    field: '$.request.source.codec'
    value: string
  }

  export interface FileMessageRequestSourceWidthFieldEvent {
    field: '$.request.source.width'
    value: number
  }

  export interface FileMessageRequestSourceHeightFieldEvent {
    field: '$.request.source.height'
    value: number
  }

  export interface FileMessageRequestSourceDescriptionFieldEvent {
    field: '$.request.source.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageRequestSourceCropLeftFieldEvent {
    field: '$.request.source.crop.left'
    value: number
  }

  export interface FileMessageRequestSourceCropTopFieldEvent {
    field: '$.request.source.crop.top'
    value: number
  }

  export interface FileMessageRequestSourceCropWidthFieldEvent {
    field: '$.request.source.crop.width'
    value: number
  }

  export interface FileMessageRequestSourceCropHeightFieldEvent {
    field: '$.request.source.crop.height'
    value: number
  }

  export interface FileMessageRequestSourceColorSpacePrimariesFieldEvent {
    field: '$.request.source.colorSpace.primaries'
    value: string
  }

  export interface FileMessageRequestSourceColorSpaceTransferFieldEvent {
    field: '$.request.source.colorSpace.transfer'
    value: string
  }

  export interface FileMessageRequestSourceColorSpaceMatrixFieldEvent {
    field: '$.request.source.colorSpace.matrix'
    value: string
  }

  export interface FileMessageRequestSourceColorSpaceFullRangeFieldEvent {
    field: '$.request.source.colorSpace.fullRange'
    value: boolean
  }

  export interface FileMessageRequestRenditionsTrackFieldEvent {
    field: '$.request.renditions[].track'
    value: number
    index: number
  }

  export interface FileMessageRequestRenditionsNameFieldEvent {
    field: '$.request.renditions[].name'
    value: string
    index: number
  }

  export interface FileMessageRequestRenditionsCodecFieldEvent {
    field: '$.request.renditions[].codec'
    value: string
    index: number
  }

  export interface FileMessageRequestRenditionsWidthFieldEvent {
    field: '$.request.renditions[].width'
    value: number
    index: number
  }

  export interface FileMessageRequestRenditionsHeightFieldEvent {
    field: '$.request.renditions[].height'
    value: number
    index: number
  }

  export interface FileMessageRequestRenditionsBitrateFieldEvent {
    field: '$.request.renditions[].bitrate'
    value: number
    index: number
  }

  export interface FileMessageRequestRenditionsMaxFramerateFieldEvent {
    field: '$.request.renditions[].maxFramerate'
    value: number
    index: number
  }

  export interface FileMessageRequestRenditionsQuantizerFieldEvent {
    field: '$.request.renditions[].quantizer'
    value: number
    index: number
  }

  export interface FileMessageRequestSenderFieldEvent {
    field: '$.request.sender'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageRequestEffectEffectIdFieldEvent {
    field: '$.request.effect.effect.id'
    value: string
  }

  export interface FileMessageRequestEffectEffectStrengthFieldEvent {
    field: '$.request.effect.effect.strength'
    value: number
  }

  export interface FileMessageRequestEffectEffectBackdropFieldEvent {
    field: '$.request.effect.effect.backdrop'
    value: string
  }

  export interface FileMessageRequestEffectPriceWeiFieldEvent {
    field: '$.request.effect.price.wei'
    value: bigint
  }

  export interface FileMessageRequestEffectPricePixelsFieldEvent {
    field: '$.request.effect.price.pixels'
    value: bigint
  }

  export interface FileMessageRequestEffectPictureFieldEvent {
    field: '$.request.effect.picture'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageAcceptQuotePriceWeiFieldEvent {
    field: '$.accept.quote.price.wei'
    value: bigint
  }

  export interface FileMessageAcceptQuotePricePixelsFieldEvent {
    field: '$.accept.quote.price.pixels'
    value: bigint
  }

  export interface FileMessageAcceptQuoteRecipientFieldEvent {
    field: '$.accept.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageAcceptQuoteFaceValueFieldEvent {
    field: '$.accept.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageAcceptQuoteWinProbFieldEvent {
    field: '$.accept.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageAcceptQuoteRecipientRandHashFieldEvent {
    field: '$.accept.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageAcceptQuoteSeedFieldEvent {
    field: '$.accept.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageAcceptQuoteExpirationBlockFieldEvent {
    field: '$.accept.quote.expirationBlock'
    value: number
  }

  export interface FileMessageAcceptQuoteCreationRoundFieldEvent {
    field: '$.accept.quote.creationRound'
    value: number
  }

  export interface FileMessageAcceptQuoteCreationRoundBlockHashFieldEvent {
    field: '$.accept.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageRefusalCodeFieldEvent {
    field: '$.refusal.code'
    value: string
  }

  export interface FileMessageRefusalReasonFieldEvent {
    field: '$.refusal.reason'
    value: string
  }

  export interface FileMessageSegmentSegmentFieldEvent {
    field: '$.segment.segment'
    value: number
  }

  export interface FileMessageSegmentStartFieldEvent {
    field: '$.segment.start'
    value: number
  }

  export interface FileMessageSegmentEndFieldEvent {
    field: '$.segment.end'
    value: number
  }

  export interface FileMessageSegmentBeforeFieldEvent {
    field: '$.segment.before'
    value: number
  }

  export interface FileMessageSegmentPacketsTimestampFieldEvent {
    field: '$.segment.packets[].timestamp'
    value: number
    index: number
  }

  export interface FileMessageSegmentPacketsDurationFieldEvent {
    field: '$.segment.packets[].duration'
    value: number
    index: number
  }

  export interface FileMessageSegmentPacketsKeyFieldEvent {
    field: '$.segment.packets[].key'
    value: boolean
    index: number
  }

  export interface FileMessageSegmentPacketsBytesFieldEvent {
    field: '$.segment.packets[].bytes'
    value: number
    index: number
  }

  export interface FileMessageRenditionSegmentFieldEvent {
    field: '$.rendition.segment'
    value: number
  }

  export interface FileMessageRenditionTrackFieldEvent {
    field: '$.rendition.track'
    value: number
  }

  export interface FileMessageRenditionCodecFieldEvent {
    field: '$.rendition.codec'
    value: string
  }

  export interface FileMessageRenditionDescriptionFieldEvent {
    field: '$.rendition.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageRenditionPacketsTimestampFieldEvent {
    field: '$.rendition.packets[].timestamp'
    value: number
    index: number
  }

  export interface FileMessageRenditionPacketsDurationFieldEvent {
    field: '$.rendition.packets[].duration'
    value: number
    index: number
  }

  export interface FileMessageRenditionPacketsKeyFieldEvent {
    field: '$.rendition.packets[].key'
    value: boolean
    index: number
  }

  export interface FileMessageRenditionPacketsBytesFieldEvent {
    field: '$.rendition.packets[].bytes'
    value: number
    index: number
  }

  export interface FileMessageDataDataFieldEvent {
    field: '$.data.data'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageTakenBytesFieldEvent {
    field: '$.taken.bytes'
    value: number
  }

  export interface FileMessageBeatSegmentFieldEvent {
    field: '$.beat.segment'
    value: number
  }

  export interface FileMessageBeatFramesFieldEvent {
    field: '$.beat.frames'
    value: number
  }

  export interface FileMessageReceiptSegmentFieldEvent {
    field: '$.receipt.segment'
    value: number
  }

  export interface FileMessageReceiptTrackFieldEvent {
    field: '$.receipt.track'
    value: number
  }

  export interface FileMessageReceiptFramesFieldEvent {
    field: '$.receipt.frames'
    value: number
  }

  export interface FileMessageReceiptSkippedFieldEvent {
    field: '$.receipt.skipped'
    value: number
  }

  export interface FileMessageReceiptBytesFieldEvent {
    field: '$.receipt.bytes'
    value: number
  }

  export interface FileMessageReceiptPixelsFieldEvent {
    field: '$.receipt.pixels'
    value: number
  }

  export interface FileMessageReceiptDigestsFieldEvent {
    field: '$.receipt.digests'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageReceiptSourceFieldEvent {
    field: '$.receipt.source'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageReceiptTookFieldEvent {
    field: '$.receipt.took'
    value: number
  }

  export interface FileMessageReceiptSignatureFieldEvent {
    field: '$.receipt.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageReceiptEffectIdFieldEvent {
    field: '$.receipt.effect.id'
    value: string
  }

  export interface FileMessageReceiptEffectStrengthFieldEvent {
    field: '$.receipt.effect.strength'
    value: number
  }

  export interface FileMessageReceiptEffectBackdropFieldEvent {
    field: '$.receipt.effect.backdrop'
    value: string
  }

  export interface FileMessageCancelSegmentFieldEvent {
    field: '$.cancel.segment'
    value: number
  }

  export interface FileMessageCancelledSegmentFieldEvent {
    field: '$.cancelled.segment'
    value: number
  }

  export interface FileMessageCancelledPixelsFieldEvent {
    field: '$.cancelled.pixels'
    value: number
  }

  export interface FileMessageEndCodeFieldEvent {
    field: '$.end.code'
    value: string
  }

  export interface FileMessageEndReasonFieldEvent {
    field: '$.end.reason'
    value: string
  }

  export interface FileMessageQuotePriceWeiFieldEvent {
    field: '$.quote.price.wei'
    value: bigint
  }

  export interface FileMessageQuotePricePixelsFieldEvent {
    field: '$.quote.price.pixels'
    value: bigint
  }

  export interface FileMessageQuoteRecipientFieldEvent {
    field: '$.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageQuoteFaceValueFieldEvent {
    field: '$.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageQuoteWinProbFieldEvent {
    field: '$.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageQuoteRecipientRandHashFieldEvent {
    field: '$.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageQuoteSeedFieldEvent {
    field: '$.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageQuoteExpirationBlockFieldEvent {
    field: '$.quote.expirationBlock'
    value: number
  }

  export interface FileMessageQuoteCreationRoundFieldEvent {
    field: '$.quote.creationRound'
    value: number
  }

  export interface FileMessageQuoteCreationRoundBlockHashFieldEvent {
    field: '$.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessagePaymentSequenceFieldEvent {
    field: '$.payment.sequence'
    value: number
  }

  export interface FileMessagePaymentQuotePriceWeiFieldEvent {
    field: '$.payment.quote.price.wei'
    value: bigint
  }

  export interface FileMessagePaymentQuotePricePixelsFieldEvent {
    field: '$.payment.quote.price.pixels'
    value: bigint
  }

  export interface FileMessagePaymentQuoteRecipientFieldEvent {
    field: '$.payment.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessagePaymentQuoteFaceValueFieldEvent {
    field: '$.payment.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessagePaymentQuoteWinProbFieldEvent {
    field: '$.payment.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessagePaymentQuoteRecipientRandHashFieldEvent {
    field: '$.payment.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessagePaymentQuoteSeedFieldEvent {
    field: '$.payment.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessagePaymentQuoteExpirationBlockFieldEvent {
    field: '$.payment.quote.expirationBlock'
    value: number
  }

  export interface FileMessagePaymentQuoteCreationRoundFieldEvent {
    field: '$.payment.quote.creationRound'
    value: number
  }

  export interface FileMessagePaymentQuoteCreationRoundBlockHashFieldEvent {
    field: '$.payment.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessagePaymentTicketsSenderNonceFieldEvent {
    field: '$.payment.tickets[].senderNonce'
    value: number
    index: number
  }

  export interface FileMessagePaymentTicketsSignatureFieldEvent {
    field: '$.payment.tickets[].signature'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface FileMessageCreditPaymentFieldEvent {
    field: '$.credit.payment'
    value: number
  }

  export interface FileMessageCreditValueFieldEvent {
    field: '$.credit.value'
    value: Uint8Array<ArrayBuffer>
  }

  export interface FileMessageCreditCodeFieldEvent {
    field: '$.credit.code'
    value: string
  }

  export interface FileMessageCreditReasonFieldEvent {
    field: '$.credit.reason'
    value: string
  }

  export function encode (obj: Partial<FileMessage>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, FileMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileMessage>): FileMessage {
    return decodeMessage(buf, FileMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FileMessage>): Generator<FileMessageRequestJobFieldEvent | FileMessageRequestSourceCodecFieldEvent | FileMessageRequestSourceWidthFieldEvent | FileMessageRequestSourceHeightFieldEvent | FileMessageRequestSourceDescriptionFieldEvent | FileMessageRequestSourceCropLeftFieldEvent | FileMessageRequestSourceCropTopFieldEvent | FileMessageRequestSourceCropWidthFieldEvent | FileMessageRequestSourceCropHeightFieldEvent | FileMessageRequestSourceColorSpacePrimariesFieldEvent | FileMessageRequestSourceColorSpaceTransferFieldEvent | FileMessageRequestSourceColorSpaceMatrixFieldEvent | FileMessageRequestSourceColorSpaceFullRangeFieldEvent | FileMessageRequestRenditionsTrackFieldEvent | FileMessageRequestRenditionsNameFieldEvent | FileMessageRequestRenditionsCodecFieldEvent | FileMessageRequestRenditionsWidthFieldEvent | FileMessageRequestRenditionsHeightFieldEvent | FileMessageRequestRenditionsBitrateFieldEvent | FileMessageRequestRenditionsMaxFramerateFieldEvent | FileMessageRequestRenditionsQuantizerFieldEvent | FileMessageRequestSenderFieldEvent | FileMessageRequestEffectEffectIdFieldEvent | FileMessageRequestEffectEffectStrengthFieldEvent | FileMessageRequestEffectEffectBackdropFieldEvent | FileMessageRequestEffectPriceWeiFieldEvent | FileMessageRequestEffectPricePixelsFieldEvent | FileMessageRequestEffectPictureFieldEvent | FileMessageAcceptQuotePriceWeiFieldEvent | FileMessageAcceptQuotePricePixelsFieldEvent | FileMessageAcceptQuoteRecipientFieldEvent | FileMessageAcceptQuoteFaceValueFieldEvent | FileMessageAcceptQuoteWinProbFieldEvent | FileMessageAcceptQuoteRecipientRandHashFieldEvent | FileMessageAcceptQuoteSeedFieldEvent | FileMessageAcceptQuoteExpirationBlockFieldEvent | FileMessageAcceptQuoteCreationRoundFieldEvent | FileMessageAcceptQuoteCreationRoundBlockHashFieldEvent | FileMessageRefusalCodeFieldEvent | FileMessageRefusalReasonFieldEvent | FileMessageSegmentSegmentFieldEvent | FileMessageSegmentStartFieldEvent | FileMessageSegmentEndFieldEvent | FileMessageSegmentBeforeFieldEvent | FileMessageSegmentPacketsTimestampFieldEvent | FileMessageSegmentPacketsDurationFieldEvent | FileMessageSegmentPacketsKeyFieldEvent | FileMessageSegmentPacketsBytesFieldEvent | FileMessageRenditionSegmentFieldEvent | FileMessageRenditionTrackFieldEvent | FileMessageRenditionCodecFieldEvent | FileMessageRenditionDescriptionFieldEvent | FileMessageRenditionPacketsTimestampFieldEvent | FileMessageRenditionPacketsDurationFieldEvent | FileMessageRenditionPacketsKeyFieldEvent | FileMessageRenditionPacketsBytesFieldEvent | FileMessageDataDataFieldEvent | FileMessageTakenBytesFieldEvent | FileMessageBeatSegmentFieldEvent | FileMessageBeatFramesFieldEvent | FileMessageReceiptSegmentFieldEvent | FileMessageReceiptTrackFieldEvent | FileMessageReceiptFramesFieldEvent | FileMessageReceiptSkippedFieldEvent | FileMessageReceiptBytesFieldEvent | FileMessageReceiptPixelsFieldEvent | FileMessageReceiptDigestsFieldEvent | FileMessageReceiptSourceFieldEvent | FileMessageReceiptTookFieldEvent | FileMessageReceiptSignatureFieldEvent | FileMessageReceiptEffectIdFieldEvent | FileMessageReceiptEffectStrengthFieldEvent | FileMessageReceiptEffectBackdropFieldEvent | FileMessageCancelSegmentFieldEvent | FileMessageCancelledSegmentFieldEvent | FileMessageCancelledPixelsFieldEvent | FileMessageEndCodeFieldEvent | FileMessageEndReasonFieldEvent | FileMessageQuotePriceWeiFieldEvent | FileMessageQuotePricePixelsFieldEvent | FileMessageQuoteRecipientFieldEvent | FileMessageQuoteFaceValueFieldEvent | FileMessageQuoteWinProbFieldEvent | FileMessageQuoteRecipientRandHashFieldEvent | FileMessageQuoteSeedFieldEvent | FileMessageQuoteExpirationBlockFieldEvent | FileMessageQuoteCreationRoundFieldEvent | FileMessageQuoteCreationRoundBlockHashFieldEvent | FileMessagePaymentSequenceFieldEvent | FileMessagePaymentQuotePriceWeiFieldEvent | FileMessagePaymentQuotePricePixelsFieldEvent | FileMessagePaymentQuoteRecipientFieldEvent | FileMessagePaymentQuoteFaceValueFieldEvent | FileMessagePaymentQuoteWinProbFieldEvent | FileMessagePaymentQuoteRecipientRandHashFieldEvent | FileMessagePaymentQuoteSeedFieldEvent | FileMessagePaymentQuoteExpirationBlockFieldEvent | FileMessagePaymentQuoteCreationRoundFieldEvent | FileMessagePaymentQuoteCreationRoundBlockHashFieldEvent | FileMessagePaymentTicketsSenderNonceFieldEvent | FileMessagePaymentTicketsSignatureFieldEvent | FileMessageCreditPaymentFieldEvent | FileMessageCreditValueFieldEvent | FileMessageCreditCodeFieldEvent | FileMessageCreditReasonFieldEvent> {
    return streamMessage(buf, FileMessage.codec(), opts)
  }
}

export interface AskRequest {
  job: string
  task?: Effect
  width?: number
  height?: number
  bytes: number
  sender?: Uint8Array<ArrayBuffer>
  price?: Price
  duration?: number
}

export namespace AskRequest {
  let _codec: Codec<AskRequest>

  export const codec = (): Codec<AskRequest> => {
    if (_codec == null) {
      _codec = message<AskRequest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.job != null && obj.job !== '')) {
          w.uint32(10)
          w.string(obj.job)
        }

        if (obj.task != null) {
          w.uint32(18)
          Effect.codec().encode(obj.task, w)
        }

        if (obj.width != null) {
          w.uint32(24)
          w.uint32(obj.width)
        }

        if (obj.height != null) {
          w.uint32(32)
          w.uint32(obj.height)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(40)
          w.uint32(obj.bytes)
        }

        if (obj.sender != null) {
          w.uint32(50)
          w.bytes(obj.sender)
        }

        if (obj.price != null) {
          w.uint32(58)
          Price.codec().encode(obj.price, w)
        }

        if (obj.duration != null) {
          w.uint32(64)
          w.uint32(obj.duration)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          job: '',
          bytes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.job = reader.string()
              break
            }
            case 2: {
              obj.task = Effect.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.task
              })
              break
            }
            case 3: {
              obj.width = reader.uint32()
              break
            }
            case 4: {
              obj.height = reader.uint32()
              break
            }
            case 5: {
              obj.bytes = reader.uint32()
              break
            }
            case 6: {
              obj.sender = reader.bytes()
              break
            }
            case 7: {
              obj.price = Price.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.price
              })
              break
            }
            case 8: {
              obj.duration = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.job`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield * Effect.codec().stream(reader, reader.uint32(), `${prefix}.task`, {
                limits: opts.limits?.task
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.width`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.sender`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield * Price.codec().stream(reader, reader.uint32(), `${prefix}.price`, {
                limits: opts.limits?.price
              })

              break
            }
            case 8: {
              yield {
                field: `${prefix}.duration`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AskRequestJobFieldEvent {
    field: '$.job'
    value: string
  }

  export interface AskRequestTaskIdFieldEvent {
    field: '$.task.id'
    value: string
  }

  export interface AskRequestTaskStrengthFieldEvent {
    field: '$.task.strength'
    value: number
  }

  export interface AskRequestTaskBackdropFieldEvent {
    field: '$.task.backdrop'
    value: string
  }

  export interface AskRequestWidthFieldEvent {
    field: '$.width'
    value: number
  }

  export interface AskRequestHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface AskRequestBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface AskRequestSenderFieldEvent {
    field: '$.sender'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskRequestPriceWeiFieldEvent {
    field: '$.price.wei'
    value: bigint
  }

  export interface AskRequestPricePixelsFieldEvent {
    field: '$.price.pixels'
    value: bigint
  }

  export interface AskRequestDurationFieldEvent {
    field: '$.duration'
    value: number
  }

  export function encode (obj: Partial<AskRequest>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, AskRequest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AskRequest>): AskRequest {
    return decodeMessage(buf, AskRequest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AskRequest>): Generator<AskRequestJobFieldEvent | AskRequestTaskIdFieldEvent | AskRequestTaskStrengthFieldEvent | AskRequestTaskBackdropFieldEvent | AskRequestWidthFieldEvent | AskRequestHeightFieldEvent | AskRequestBytesFieldEvent | AskRequestSenderFieldEvent | AskRequestPriceWeiFieldEvent | AskRequestPricePixelsFieldEvent | AskRequestDurationFieldEvent> {
    return streamMessage(buf, AskRequest.codec(), opts)
  }
}

export interface AskBeat {
  stage: string
  share: number
}

export namespace AskBeat {
  let _codec: Codec<AskBeat>

  export const codec = (): Codec<AskBeat> => {
    if (_codec == null) {
      _codec = message<AskBeat>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.stage != null && obj.stage !== '')) {
          w.uint32(10)
          w.string(obj.stage)
        }

        if ((obj.share != null && obj.share !== 0)) {
          w.uint32(17)
          w.double(obj.share)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          stage: '',
          share: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.stage = reader.string()
              break
            }
            case 2: {
              obj.share = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.stage`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.share`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AskBeatStageFieldEvent {
    field: '$.stage'
    value: string
  }

  export interface AskBeatShareFieldEvent {
    field: '$.share'
    value: number
  }

  export function encode (obj: Partial<AskBeat>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, AskBeat.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AskBeat>): AskBeat {
    return decodeMessage(buf, AskBeat.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AskBeat>): Generator<AskBeatStageFieldEvent | AskBeatShareFieldEvent> {
    return streamMessage(buf, AskBeat.codec(), opts)
  }
}

export interface AskMessage {
  request?: AskRequest
  accept?: JobAccept
  refusal?: Refusal
  data?: FileData
  taken?: Taken
  beat?: AskBeat
  receipt?: Receipt
  end?: Refusal
  quoteRequest?: QuoteRequest
  quote?: Quote
  payment?: Payment
  credit?: Credit
}

export namespace AskMessage {
  let _codec: Codec<AskMessage>

  export const codec = (): Codec<AskMessage> => {
    if (_codec == null) {
      _codec = message<AskMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.credit != null) {
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.payment != null) {
          obj.credit = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.quote != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.quoteRequest != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.end != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.receipt != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.beat != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.taken != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.data != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.refusal = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.refusal != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.accept = undefined
          obj.request = undefined
        }

        if (obj.accept != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.request = undefined
        }

        if (obj.request != null) {
          obj.credit = undefined
          obj.payment = undefined
          obj.quote = undefined
          obj.quoteRequest = undefined
          obj.end = undefined
          obj.receipt = undefined
          obj.beat = undefined
          obj.taken = undefined
          obj.data = undefined
          obj.refusal = undefined
          obj.accept = undefined
        }

        if (obj.request != null) {
          w.uint32(10)
          AskRequest.codec().encode(obj.request, w)
        }

        if (obj.accept != null) {
          w.uint32(18)
          JobAccept.codec().encode(obj.accept, w)
        }

        if (obj.refusal != null) {
          w.uint32(26)
          Refusal.codec().encode(obj.refusal, w)
        }

        if (obj.data != null) {
          w.uint32(34)
          FileData.codec().encode(obj.data, w)
        }

        if (obj.taken != null) {
          w.uint32(42)
          Taken.codec().encode(obj.taken, w)
        }

        if (obj.beat != null) {
          w.uint32(50)
          AskBeat.codec().encode(obj.beat, w)
        }

        if (obj.receipt != null) {
          w.uint32(58)
          Receipt.codec().encode(obj.receipt, w)
        }

        if (obj.end != null) {
          w.uint32(66)
          Refusal.codec().encode(obj.end, w)
        }

        if (obj.quoteRequest != null) {
          w.uint32(74)
          QuoteRequest.codec().encode(obj.quoteRequest, w)
        }

        if (obj.quote != null) {
          w.uint32(82)
          Quote.codec().encode(obj.quote, w)
        }

        if (obj.payment != null) {
          w.uint32(90)
          Payment.codec().encode(obj.payment, w)
        }

        if (obj.credit != null) {
          w.uint32(98)
          Credit.codec().encode(obj.credit, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.request = AskRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.request
              })
              break
            }
            case 2: {
              obj.accept = JobAccept.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accept
              })
              break
            }
            case 3: {
              obj.refusal = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refusal
              })
              break
            }
            case 4: {
              obj.data = FileData.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.data
              })
              break
            }
            case 5: {
              obj.taken = Taken.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.taken
              })
              break
            }
            case 6: {
              obj.beat = AskBeat.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.beat
              })
              break
            }
            case 7: {
              obj.receipt = Receipt.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.receipt
              })
              break
            }
            case 8: {
              obj.end = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.end
              })
              break
            }
            case 9: {
              obj.quoteRequest = QuoteRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quoteRequest
              })
              break
            }
            case 10: {
              obj.quote = Quote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quote
              })
              break
            }
            case 11: {
              obj.payment = Payment.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.payment
              })
              break
            }
            case 12: {
              obj.credit = Credit.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.credit
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.credit != null) {
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.payment != null) {
          delete obj.credit
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.quote != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.quoteRequest != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.end != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.receipt != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.beat != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.taken != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.data
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.data != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.refusal
          delete obj.accept
          delete obj.request
        }

        if (obj.refusal != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.accept
          delete obj.request
        }

        if (obj.accept != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.request
        }

        if (obj.request != null) {
          delete obj.credit
          delete obj.payment
          delete obj.quote
          delete obj.quoteRequest
          delete obj.end
          delete obj.receipt
          delete obj.beat
          delete obj.taken
          delete obj.data
          delete obj.refusal
          delete obj.accept
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * AskRequest.codec().stream(reader, reader.uint32(), `${prefix}.request`, {
                limits: opts.limits?.request
              })

              break
            }
            case 2: {
              yield * JobAccept.codec().stream(reader, reader.uint32(), `${prefix}.accept`, {
                limits: opts.limits?.accept
              })

              break
            }
            case 3: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.refusal`, {
                limits: opts.limits?.refusal
              })

              break
            }
            case 4: {
              yield * FileData.codec().stream(reader, reader.uint32(), `${prefix}.data`, {
                limits: opts.limits?.data
              })

              break
            }
            case 5: {
              yield * Taken.codec().stream(reader, reader.uint32(), `${prefix}.taken`, {
                limits: opts.limits?.taken
              })

              break
            }
            case 6: {
              yield * AskBeat.codec().stream(reader, reader.uint32(), `${prefix}.beat`, {
                limits: opts.limits?.beat
              })

              break
            }
            case 7: {
              yield * Receipt.codec().stream(reader, reader.uint32(), `${prefix}.receipt`, {
                limits: opts.limits?.receipt
              })

              break
            }
            case 8: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.end`, {
                limits: opts.limits?.end
              })

              break
            }
            case 9: {
              yield * QuoteRequest.codec().stream(reader, reader.uint32(), `${prefix}.quoteRequest`, {
                limits: opts.limits?.quoteRequest
              })

              break
            }
            case 10: {
              yield * Quote.codec().stream(reader, reader.uint32(), `${prefix}.quote`, {
                limits: opts.limits?.quote
              })

              break
            }
            case 11: {
              yield * Payment.codec().stream(reader, reader.uint32(), `${prefix}.payment`, {
                limits: opts.limits?.payment
              })

              break
            }
            case 12: {
              yield * Credit.codec().stream(reader, reader.uint32(), `${prefix}.credit`, {
                limits: opts.limits?.credit
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AskMessageRequestJobFieldEvent {
    field: '$.request.job'
    value: string
  }

  export interface AskMessageRequestTaskIdFieldEvent {
    field: '$.request.task.id'
    value: string
  }

  export interface AskMessageRequestTaskStrengthFieldEvent {
    field: '$.request.task.strength'
    value: number
  }

  export interface AskMessageRequestTaskBackdropFieldEvent {
    field: '$.request.task.backdrop'
    value: string
  }

  export interface AskMessageRequestWidthFieldEvent {
    field: '$.request.width'
    value: number
  }

  export interface AskMessageRequestHeightFieldEvent {
    field: '$.request.height'
    value: number
  }

  export interface AskMessageRequestBytesFieldEvent {
    field: '$.request.bytes'
    value: number
  }

  export interface AskMessageRequestSenderFieldEvent {
    field: '$.request.sender'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageRequestPriceWeiFieldEvent {
    field: '$.request.price.wei'
    value: bigint
  }

  export interface AskMessageRequestPricePixelsFieldEvent {
    field: '$.request.price.pixels'
    value: bigint
  }

  export interface AskMessageRequestDurationFieldEvent {
    field: '$.request.duration'
    value: number
  }

  export interface AskMessageAcceptQuotePriceWeiFieldEvent {
    field: '$.accept.quote.price.wei'
    value: bigint
  }

  export interface AskMessageAcceptQuotePricePixelsFieldEvent {
    field: '$.accept.quote.price.pixels'
    value: bigint
  }

  export interface AskMessageAcceptQuoteRecipientFieldEvent {
    field: '$.accept.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageAcceptQuoteFaceValueFieldEvent {
    field: '$.accept.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageAcceptQuoteWinProbFieldEvent {
    field: '$.accept.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageAcceptQuoteRecipientRandHashFieldEvent {
    field: '$.accept.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageAcceptQuoteSeedFieldEvent {
    field: '$.accept.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageAcceptQuoteExpirationBlockFieldEvent {
    field: '$.accept.quote.expirationBlock'
    value: number
  }

  export interface AskMessageAcceptQuoteCreationRoundFieldEvent {
    field: '$.accept.quote.creationRound'
    value: number
  }

  export interface AskMessageAcceptQuoteCreationRoundBlockHashFieldEvent {
    field: '$.accept.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageRefusalCodeFieldEvent {
    field: '$.refusal.code'
    value: string
  }

  export interface AskMessageRefusalReasonFieldEvent {
    field: '$.refusal.reason'
    value: string
  }

  export interface AskMessageDataDataFieldEvent {
    field: '$.data.data'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageTakenBytesFieldEvent {
    field: '$.taken.bytes'
    value: number
  }

  export interface AskMessageBeatStageFieldEvent {
    field: '$.beat.stage'
    value: string
  }

  export interface AskMessageBeatShareFieldEvent {
    field: '$.beat.share'
    value: number
  }

  export interface AskMessageReceiptSegmentFieldEvent {
    field: '$.receipt.segment'
    value: number
  }

  export interface AskMessageReceiptTrackFieldEvent {
    field: '$.receipt.track'
    value: number
  }

  export interface AskMessageReceiptFramesFieldEvent {
    field: '$.receipt.frames'
    value: number
  }

  export interface AskMessageReceiptSkippedFieldEvent {
    field: '$.receipt.skipped'
    value: number
  }

  export interface AskMessageReceiptBytesFieldEvent {
    field: '$.receipt.bytes'
    value: number
  }

  export interface AskMessageReceiptPixelsFieldEvent {
    field: '$.receipt.pixels'
    value: number
  }

  export interface AskMessageReceiptDigestsFieldEvent {
    field: '$.receipt.digests'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageReceiptSourceFieldEvent {
    field: '$.receipt.source'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageReceiptTookFieldEvent {
    field: '$.receipt.took'
    value: number
  }

  export interface AskMessageReceiptSignatureFieldEvent {
    field: '$.receipt.signature'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageReceiptEffectIdFieldEvent {
    field: '$.receipt.effect.id'
    value: string
  }

  export interface AskMessageReceiptEffectStrengthFieldEvent {
    field: '$.receipt.effect.strength'
    value: number
  }

  export interface AskMessageReceiptEffectBackdropFieldEvent {
    field: '$.receipt.effect.backdrop'
    value: string
  }

  export interface AskMessageEndCodeFieldEvent {
    field: '$.end.code'
    value: string
  }

  export interface AskMessageEndReasonFieldEvent {
    field: '$.end.reason'
    value: string
  }

  export interface AskMessageQuotePriceWeiFieldEvent {
    field: '$.quote.price.wei'
    value: bigint
  }

  export interface AskMessageQuotePricePixelsFieldEvent {
    field: '$.quote.price.pixels'
    value: bigint
  }

  export interface AskMessageQuoteRecipientFieldEvent {
    field: '$.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageQuoteFaceValueFieldEvent {
    field: '$.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageQuoteWinProbFieldEvent {
    field: '$.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageQuoteRecipientRandHashFieldEvent {
    field: '$.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageQuoteSeedFieldEvent {
    field: '$.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageQuoteExpirationBlockFieldEvent {
    field: '$.quote.expirationBlock'
    value: number
  }

  export interface AskMessageQuoteCreationRoundFieldEvent {
    field: '$.quote.creationRound'
    value: number
  }

  export interface AskMessageQuoteCreationRoundBlockHashFieldEvent {
    field: '$.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessagePaymentSequenceFieldEvent {
    field: '$.payment.sequence'
    value: number
  }

  export interface AskMessagePaymentQuotePriceWeiFieldEvent {
    field: '$.payment.quote.price.wei'
    value: bigint
  }

  export interface AskMessagePaymentQuotePricePixelsFieldEvent {
    field: '$.payment.quote.price.pixels'
    value: bigint
  }

  export interface AskMessagePaymentQuoteRecipientFieldEvent {
    field: '$.payment.quote.recipient'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessagePaymentQuoteFaceValueFieldEvent {
    field: '$.payment.quote.faceValue'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessagePaymentQuoteWinProbFieldEvent {
    field: '$.payment.quote.winProb'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessagePaymentQuoteRecipientRandHashFieldEvent {
    field: '$.payment.quote.recipientRandHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessagePaymentQuoteSeedFieldEvent {
    field: '$.payment.quote.seed'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessagePaymentQuoteExpirationBlockFieldEvent {
    field: '$.payment.quote.expirationBlock'
    value: number
  }

  export interface AskMessagePaymentQuoteCreationRoundFieldEvent {
    field: '$.payment.quote.creationRound'
    value: number
  }

  export interface AskMessagePaymentQuoteCreationRoundBlockHashFieldEvent {
    field: '$.payment.quote.creationRoundBlockHash'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessagePaymentTicketsSenderNonceFieldEvent {
    field: '$.payment.tickets[].senderNonce'
    value: number
    index: number
  }

  export interface AskMessagePaymentTicketsSignatureFieldEvent {
    field: '$.payment.tickets[].signature'
    value: Uint8Array<ArrayBuffer>
    index: number
  }

  export interface AskMessageCreditPaymentFieldEvent {
    field: '$.credit.payment'
    value: number
  }

  export interface AskMessageCreditValueFieldEvent {
    field: '$.credit.value'
    value: Uint8Array<ArrayBuffer>
  }

  export interface AskMessageCreditCodeFieldEvent {
    field: '$.credit.code'
    value: string
  }

  export interface AskMessageCreditReasonFieldEvent {
    field: '$.credit.reason'
    value: string
  }

  export function encode (obj: Partial<AskMessage>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, AskMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AskMessage>): AskMessage {
    return decodeMessage(buf, AskMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AskMessage>): Generator<AskMessageRequestJobFieldEvent | AskMessageRequestTaskIdFieldEvent | AskMessageRequestTaskStrengthFieldEvent | AskMessageRequestTaskBackdropFieldEvent | AskMessageRequestWidthFieldEvent | AskMessageRequestHeightFieldEvent | AskMessageRequestBytesFieldEvent | AskMessageRequestSenderFieldEvent | AskMessageRequestPriceWeiFieldEvent | AskMessageRequestPricePixelsFieldEvent | AskMessageRequestDurationFieldEvent | AskMessageAcceptQuotePriceWeiFieldEvent | AskMessageAcceptQuotePricePixelsFieldEvent | AskMessageAcceptQuoteRecipientFieldEvent | AskMessageAcceptQuoteFaceValueFieldEvent | AskMessageAcceptQuoteWinProbFieldEvent | AskMessageAcceptQuoteRecipientRandHashFieldEvent | AskMessageAcceptQuoteSeedFieldEvent | AskMessageAcceptQuoteExpirationBlockFieldEvent | AskMessageAcceptQuoteCreationRoundFieldEvent | AskMessageAcceptQuoteCreationRoundBlockHashFieldEvent | AskMessageRefusalCodeFieldEvent | AskMessageRefusalReasonFieldEvent | AskMessageDataDataFieldEvent | AskMessageTakenBytesFieldEvent | AskMessageBeatStageFieldEvent | AskMessageBeatShareFieldEvent | AskMessageReceiptSegmentFieldEvent | AskMessageReceiptTrackFieldEvent | AskMessageReceiptFramesFieldEvent | AskMessageReceiptSkippedFieldEvent | AskMessageReceiptBytesFieldEvent | AskMessageReceiptPixelsFieldEvent | AskMessageReceiptDigestsFieldEvent | AskMessageReceiptSourceFieldEvent | AskMessageReceiptTookFieldEvent | AskMessageReceiptSignatureFieldEvent | AskMessageReceiptEffectIdFieldEvent | AskMessageReceiptEffectStrengthFieldEvent | AskMessageReceiptEffectBackdropFieldEvent | AskMessageEndCodeFieldEvent | AskMessageEndReasonFieldEvent | AskMessageQuotePriceWeiFieldEvent | AskMessageQuotePricePixelsFieldEvent | AskMessageQuoteRecipientFieldEvent | AskMessageQuoteFaceValueFieldEvent | AskMessageQuoteWinProbFieldEvent | AskMessageQuoteRecipientRandHashFieldEvent | AskMessageQuoteSeedFieldEvent | AskMessageQuoteExpirationBlockFieldEvent | AskMessageQuoteCreationRoundFieldEvent | AskMessageQuoteCreationRoundBlockHashFieldEvent | AskMessagePaymentSequenceFieldEvent | AskMessagePaymentQuotePriceWeiFieldEvent | AskMessagePaymentQuotePricePixelsFieldEvent | AskMessagePaymentQuoteRecipientFieldEvent | AskMessagePaymentQuoteFaceValueFieldEvent | AskMessagePaymentQuoteWinProbFieldEvent | AskMessagePaymentQuoteRecipientRandHashFieldEvent | AskMessagePaymentQuoteSeedFieldEvent | AskMessagePaymentQuoteExpirationBlockFieldEvent | AskMessagePaymentQuoteCreationRoundFieldEvent | AskMessagePaymentQuoteCreationRoundBlockHashFieldEvent | AskMessagePaymentTicketsSenderNonceFieldEvent | AskMessagePaymentTicketsSignatureFieldEvent | AskMessageCreditPaymentFieldEvent | AskMessageCreditValueFieldEvent | AskMessageCreditCodeFieldEvent | AskMessageCreditReasonFieldEvent> {
    return streamMessage(buf, AskMessage.codec(), opts)
  }
}

export interface Subscribe {
  stream: string
  track: number
}

export namespace Subscribe {
  let _codec: Codec<Subscribe>

  export const codec = (): Codec<Subscribe> => {
    if (_codec == null) {
      _codec = message<Subscribe>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.stream != null && obj.stream !== '')) {
          w.uint32(10)
          w.string(obj.stream)
        }

        if ((obj.track != null && obj.track !== 0)) {
          w.uint32(16)
          w.uint32(obj.track)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          stream: '',
          track: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.stream = reader.string()
              break
            }
            case 2: {
              obj.track = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.stream`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.track`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface SubscribeStreamFieldEvent {
    field: '$.stream'
    value: string
  }

  export interface SubscribeTrackFieldEvent {
    field: '$.track'
    value: number
  }

  export function encode (obj: Partial<Subscribe>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Subscribe.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Subscribe>): Subscribe {
    return decodeMessage(buf, Subscribe.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Subscribe>): Generator<SubscribeStreamFieldEvent | SubscribeTrackFieldEvent> {
    return streamMessage(buf, Subscribe.codec(), opts)
  }
}

export interface StreamInfo {
  title: string
  renditions: Rendition[]
  codecs: string[]
  audio?: AudioFormat
  segmentMs: number
  epoch: number
  state: string
  reason: string
}

export namespace StreamInfo {
  let _codec: Codec<StreamInfo>

  export const codec = (): Codec<StreamInfo> => {
    if (_codec == null) {
      _codec = message<StreamInfo>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.title != null && obj.title !== '')) {
          w.uint32(10)
          w.string(obj.title)
        }

        if (obj.renditions != null && obj.renditions.length > 0) {
          for (const value of obj.renditions) {
            w.uint32(18)
            Rendition.codec().encode(value, w)
          }
        }

        if (obj.codecs != null && obj.codecs.length > 0) {
          for (const value of obj.codecs) {
            w.uint32(26)
            w.string(value)
          }
        }

        if (obj.audio != null) {
          w.uint32(34)
          AudioFormat.codec().encode(obj.audio, w)
        }

        if ((obj.segmentMs != null && obj.segmentMs !== 0)) {
          w.uint32(40)
          w.uint32(obj.segmentMs)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(49)
          w.double(obj.epoch)
        }

        if ((obj.state != null && obj.state !== '')) {
          w.uint32(58)
          w.string(obj.state)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(66)
          w.string(obj.reason)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          title: '',
          renditions: [],
          codecs: [],
          segmentMs: 0,
          epoch: 0,
          state: '',
          reason: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.title = reader.string()
              break
            }
            case 2: {
              if (opts.limits?.renditions != null && obj.renditions.length === opts.limits.renditions) {
                throw new MaxLengthError('Decode error - repeated field "renditions" had too many elements')
              }

              obj.renditions.push(Rendition.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.renditions$
              }))
              break
            }
            case 3: {
              if (opts.limits?.codecs != null && obj.codecs.length === opts.limits.codecs) {
                throw new MaxLengthError('Decode error - repeated field "codecs" had too many elements')
              }

              obj.codecs.push(reader.string())
              break
            }
            case 4: {
              obj.audio = AudioFormat.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.audio
              })
              break
            }
            case 5: {
              obj.segmentMs = reader.uint32()
              break
            }
            case 6: {
              obj.epoch = reader.double()
              break
            }
            case 7: {
              obj.state = reader.string()
              break
            }
            case 8: {
              obj.reason = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          renditions: 0,
          codecs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.title`,
                value: reader.string()
              }
              break
            }
            case 2: {
              if (opts.limits?.renditions != null && obj.renditions === opts.limits.renditions) {
                throw new MaxLengthError('Streaming decode error - repeated field "renditions" had too many elements')
              }

              for (const evt of Rendition.codec().stream(reader, reader.uint32(), `${prefix}.renditions[]`, {
                limits: opts.limits?.renditions$
              })) {
                yield {
                  ...evt,
                  index: obj.renditions
                }
              }

              obj.renditions++

              break
            }
            case 3: {
              if (opts.limits?.codecs != null && obj.codecs === opts.limits.codecs) {
                throw new MaxLengthError('Streaming decode error - repeated field "codecs" had too many elements')
              }

              yield {
                field: `${prefix}.codecs[]`,
                index: obj.codecs,
                value: reader.string()
              }

              obj.codecs++

              break
            }
            case 4: {
              yield * AudioFormat.codec().stream(reader, reader.uint32(), `${prefix}.audio`, {
                limits: opts.limits?.audio
              })

              break
            }
            case 5: {
              yield {
                field: `${prefix}.segmentMs`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.double()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.state`,
                value: reader.string()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface StreamInfoTitleFieldEvent {
    field: '$.title'
    value: string
  }

  export interface StreamInfoRenditionsTrackFieldEvent {
    field: '$.renditions[].track'
    value: number
    index: number
  }

  export interface StreamInfoRenditionsNameFieldEvent {
    field: '$.renditions[].name'
    value: string
    index: number
  }

  export interface StreamInfoRenditionsCodecFieldEvent {
    field: '$.renditions[].codec'
    value: string
    index: number
  }

  export interface StreamInfoRenditionsWidthFieldEvent {
    field: '$.renditions[].width'
    value: number
    index: number
  }

  export interface StreamInfoRenditionsHeightFieldEvent {
    field: '$.renditions[].height'
    value: number
    index: number
  }

  export interface StreamInfoRenditionsBitrateFieldEvent {
    field: '$.renditions[].bitrate'
    value: number
    index: number
  }

  export interface StreamInfoRenditionsMaxFramerateFieldEvent {
    field: '$.renditions[].maxFramerate'
    value: number
    index: number
  }

  export interface StreamInfoRenditionsQuantizerFieldEvent {
    field: '$.renditions[].quantizer'
    value: number
    index: number
  }

  export interface StreamInfoCodecsFieldEvent {
    field: '$.codecs[]'
    index: number
    value: string
  }

  export interface StreamInfoAudioCodecFieldEvent {
    field: '$.audio.codec'
    value: string
  }

  export interface StreamInfoAudioSampleRateFieldEvent {
    field: '$.audio.sampleRate'
    value: number
  }

  export interface StreamInfoAudioChannelsFieldEvent {
    field: '$.audio.channels'
    value: number
  }

  export interface StreamInfoAudioDescriptionFieldEvent {
    field: '$.audio.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface StreamInfoSegmentMsFieldEvent {
    field: '$.segmentMs'
    value: number
  }

  export interface StreamInfoEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface StreamInfoStateFieldEvent {
    field: '$.state'
    value: string
  }

  export interface StreamInfoReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export function encode (obj: Partial<StreamInfo>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, StreamInfo.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StreamInfo>): StreamInfo {
    return decodeMessage(buf, StreamInfo.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StreamInfo>): Generator<StreamInfoTitleFieldEvent | StreamInfoRenditionsTrackFieldEvent | StreamInfoRenditionsNameFieldEvent | StreamInfoRenditionsCodecFieldEvent | StreamInfoRenditionsWidthFieldEvent | StreamInfoRenditionsHeightFieldEvent | StreamInfoRenditionsBitrateFieldEvent | StreamInfoRenditionsMaxFramerateFieldEvent | StreamInfoRenditionsQuantizerFieldEvent | StreamInfoCodecsFieldEvent | StreamInfoAudioCodecFieldEvent | StreamInfoAudioSampleRateFieldEvent | StreamInfoAudioChannelsFieldEvent | StreamInfoAudioDescriptionFieldEvent | StreamInfoSegmentMsFieldEvent | StreamInfoEpochFieldEvent | StreamInfoStateFieldEvent | StreamInfoReasonFieldEvent> {
    return streamMessage(buf, StreamInfo.codec(), opts)
  }
}

export interface SelectTrack {
  track: number
}

export namespace SelectTrack {
  let _codec: Codec<SelectTrack>

  export const codec = (): Codec<SelectTrack> => {
    if (_codec == null) {
      _codec = message<SelectTrack>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.track != null && obj.track !== 0)) {
          w.uint32(8)
          w.uint32(obj.track)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          track: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.track = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.track`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface SelectTrackTrackFieldEvent {
    field: '$.track'
    value: number
  }

  export function encode (obj: Partial<SelectTrack>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, SelectTrack.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SelectTrack>): SelectTrack {
    return decodeMessage(buf, SelectTrack.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SelectTrack>): Generator<SelectTrackTrackFieldEvent> {
    return streamMessage(buf, SelectTrack.codec(), opts)
  }
}

export interface LinkReport {
  now: number
  echo: number
  available: number
  track: number
  dropped: number
}

export namespace LinkReport {
  let _codec: Codec<LinkReport>

  export const codec = (): Codec<LinkReport> => {
    if (_codec == null) {
      _codec = message<LinkReport>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.now != null && obj.now !== 0)) {
          w.uint32(9)
          w.double(obj.now)
        }

        if ((obj.echo != null && obj.echo !== 0)) {
          w.uint32(17)
          w.double(obj.echo)
        }

        if ((obj.available != null && obj.available !== 0)) {
          w.uint32(24)
          w.uint32(obj.available)
        }

        if ((obj.track != null && obj.track !== 0)) {
          w.uint32(32)
          w.uint32(obj.track)
        }

        if ((obj.dropped != null && obj.dropped !== 0)) {
          w.uint32(40)
          w.uint32(obj.dropped)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          now: 0,
          echo: 0,
          available: 0,
          track: 0,
          dropped: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.now = reader.double()
              break
            }
            case 2: {
              obj.echo = reader.double()
              break
            }
            case 3: {
              obj.available = reader.uint32()
              break
            }
            case 4: {
              obj.track = reader.uint32()
              break
            }
            case 5: {
              obj.dropped = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.now`,
                value: reader.double()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.echo`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.available`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.track`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.dropped`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface LinkReportNowFieldEvent {
    field: '$.now'
    value: number
  }

  export interface LinkReportEchoFieldEvent {
    field: '$.echo'
    value: number
  }

  export interface LinkReportAvailableFieldEvent {
    field: '$.available'
    value: number
  }

  export interface LinkReportTrackFieldEvent {
    field: '$.track'
    value: number
  }

  export interface LinkReportDroppedFieldEvent {
    field: '$.dropped'
    value: number
  }

  export function encode (obj: Partial<LinkReport>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, LinkReport.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LinkReport>): LinkReport {
    return decodeMessage(buf, LinkReport.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LinkReport>): Generator<LinkReportNowFieldEvent | LinkReportEchoFieldEvent | LinkReportAvailableFieldEvent | LinkReportTrackFieldEvent | LinkReportDroppedFieldEvent> {
    return streamMessage(buf, LinkReport.codec(), opts)
  }
}

export interface ViewerReport {
  sentAt: number
  latency: number
  frames: number
  dropped: number
  freezes: number
}

export namespace ViewerReport {
  let _codec: Codec<ViewerReport>

  export const codec = (): Codec<ViewerReport> => {
    if (_codec == null) {
      _codec = message<ViewerReport>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.sentAt != null && obj.sentAt !== 0)) {
          w.uint32(9)
          w.double(obj.sentAt)
        }

        if ((obj.latency != null && obj.latency !== 0)) {
          w.uint32(17)
          w.double(obj.latency)
        }

        if ((obj.frames != null && obj.frames !== 0)) {
          w.uint32(24)
          w.uint32(obj.frames)
        }

        if ((obj.dropped != null && obj.dropped !== 0)) {
          w.uint32(32)
          w.uint32(obj.dropped)
        }

        if ((obj.freezes != null && obj.freezes !== 0)) {
          w.uint32(40)
          w.uint32(obj.freezes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          sentAt: 0,
          latency: 0,
          frames: 0,
          dropped: 0,
          freezes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.sentAt = reader.double()
              break
            }
            case 2: {
              obj.latency = reader.double()
              break
            }
            case 3: {
              obj.frames = reader.uint32()
              break
            }
            case 4: {
              obj.dropped = reader.uint32()
              break
            }
            case 5: {
              obj.freezes = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.sentAt`,
                value: reader.double()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.latency`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.frames`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.dropped`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.freezes`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ViewerReportSentAtFieldEvent {
    field: '$.sentAt'
    value: number
  }

  export interface ViewerReportLatencyFieldEvent {
    field: '$.latency'
    value: number
  }

  export interface ViewerReportFramesFieldEvent {
    field: '$.frames'
    value: number
  }

  export interface ViewerReportDroppedFieldEvent {
    field: '$.dropped'
    value: number
  }

  export interface ViewerReportFreezesFieldEvent {
    field: '$.freezes'
    value: number
  }

  export function encode (obj: Partial<ViewerReport>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, ViewerReport.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ViewerReport>): ViewerReport {
    return decodeMessage(buf, ViewerReport.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ViewerReport>): Generator<ViewerReportSentAtFieldEvent | ViewerReportLatencyFieldEvent | ViewerReportFramesFieldEvent | ViewerReportDroppedFieldEvent | ViewerReportFreezesFieldEvent> {
    return streamMessage(buf, ViewerReport.codec(), opts)
  }
}

export interface WatchMessage {
  subscribe?: Subscribe
  info?: StreamInfo
  refusal?: Refusal
  signal?: Signal
  select?: SelectTrack
  keyRequest?: KeyRequest
  link?: LinkReport
  report?: ViewerReport
  end?: Refusal
  cues?: Cues
}

export namespace WatchMessage {
  let _codec: Codec<WatchMessage>

  export const codec = (): Codec<WatchMessage> => {
    if (_codec == null) {
      _codec = message<WatchMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.cues != null) {
          obj.end = undefined
          obj.report = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.end != null) {
          obj.cues = undefined
          obj.report = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.report != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.link != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.report = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.keyRequest != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.report = undefined
          obj.link = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.select != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.report = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.signal != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.report = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.refusal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.refusal != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.report = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.info = undefined
          obj.subscribe = undefined
        }

        if (obj.info != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.report = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.subscribe = undefined
        }

        if (obj.subscribe != null) {
          obj.cues = undefined
          obj.end = undefined
          obj.report = undefined
          obj.link = undefined
          obj.keyRequest = undefined
          obj.select = undefined
          obj.signal = undefined
          obj.refusal = undefined
          obj.info = undefined
        }

        if (obj.subscribe != null) {
          w.uint32(10)
          Subscribe.codec().encode(obj.subscribe, w)
        }

        if (obj.info != null) {
          w.uint32(18)
          StreamInfo.codec().encode(obj.info, w)
        }

        if (obj.refusal != null) {
          w.uint32(26)
          Refusal.codec().encode(obj.refusal, w)
        }

        if (obj.signal != null) {
          w.uint32(34)
          Signal.codec().encode(obj.signal, w)
        }

        if (obj.select != null) {
          w.uint32(42)
          SelectTrack.codec().encode(obj.select, w)
        }

        if (obj.keyRequest != null) {
          w.uint32(50)
          KeyRequest.codec().encode(obj.keyRequest, w)
        }

        if (obj.link != null) {
          w.uint32(58)
          LinkReport.codec().encode(obj.link, w)
        }

        if (obj.report != null) {
          w.uint32(66)
          ViewerReport.codec().encode(obj.report, w)
        }

        if (obj.end != null) {
          w.uint32(74)
          Refusal.codec().encode(obj.end, w)
        }

        if (obj.cues != null) {
          w.uint32(82)
          Cues.codec().encode(obj.cues, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.subscribe = Subscribe.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.subscribe
              })
              break
            }
            case 2: {
              obj.info = StreamInfo.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.info
              })
              break
            }
            case 3: {
              obj.refusal = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refusal
              })
              break
            }
            case 4: {
              obj.signal = Signal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.signal
              })
              break
            }
            case 5: {
              obj.select = SelectTrack.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.select
              })
              break
            }
            case 6: {
              obj.keyRequest = KeyRequest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.keyRequest
              })
              break
            }
            case 7: {
              obj.link = LinkReport.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.link
              })
              break
            }
            case 8: {
              obj.report = ViewerReport.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.report
              })
              break
            }
            case 9: {
              obj.end = Refusal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.end
              })
              break
            }
            case 10: {
              obj.cues = Cues.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.cues
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.cues != null) {
          delete obj.end
          delete obj.report
          delete obj.link
          delete obj.keyRequest
          delete obj.select
          delete obj.signal
          delete obj.refusal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.end != null) {
          delete obj.cues
          delete obj.report
          delete obj.link
          delete obj.keyRequest
          delete obj.select
          delete obj.signal
          delete obj.refusal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.report != null) {
          delete obj.cues
          delete obj.end
          delete obj.link
          delete obj.keyRequest
          delete obj.select
          delete obj.signal
          delete obj.refusal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.link != null) {
          delete obj.cues
          delete obj.end
          delete obj.report
          delete obj.keyRequest
          delete obj.select
          delete obj.signal
          delete obj.refusal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.keyRequest != null) {
          delete obj.cues
          delete obj.end
          delete obj.report
          delete obj.link
          delete obj.select
          delete obj.signal
          delete obj.refusal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.select != null) {
          delete obj.cues
          delete obj.end
          delete obj.report
          delete obj.link
          delete obj.keyRequest
          delete obj.signal
          delete obj.refusal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.signal != null) {
          delete obj.cues
          delete obj.end
          delete obj.report
          delete obj.link
          delete obj.keyRequest
          delete obj.select
          delete obj.refusal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.refusal != null) {
          delete obj.cues
          delete obj.end
          delete obj.report
          delete obj.link
          delete obj.keyRequest
          delete obj.select
          delete obj.signal
          delete obj.info
          delete obj.subscribe
        }

        if (obj.info != null) {
          delete obj.cues
          delete obj.end
          delete obj.report
          delete obj.link
          delete obj.keyRequest
          delete obj.select
          delete obj.signal
          delete obj.refusal
          delete obj.subscribe
        }

        if (obj.subscribe != null) {
          delete obj.cues
          delete obj.end
          delete obj.report
          delete obj.link
          delete obj.keyRequest
          delete obj.select
          delete obj.signal
          delete obj.refusal
          delete obj.info
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Subscribe.codec().stream(reader, reader.uint32(), `${prefix}.subscribe`, {
                limits: opts.limits?.subscribe
              })

              break
            }
            case 2: {
              yield * StreamInfo.codec().stream(reader, reader.uint32(), `${prefix}.info`, {
                limits: opts.limits?.info
              })

              break
            }
            case 3: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.refusal`, {
                limits: opts.limits?.refusal
              })

              break
            }
            case 4: {
              yield * Signal.codec().stream(reader, reader.uint32(), `${prefix}.signal`, {
                limits: opts.limits?.signal
              })

              break
            }
            case 5: {
              yield * SelectTrack.codec().stream(reader, reader.uint32(), `${prefix}.select`, {
                limits: opts.limits?.select
              })

              break
            }
            case 6: {
              yield * KeyRequest.codec().stream(reader, reader.uint32(), `${prefix}.keyRequest`, {
                limits: opts.limits?.keyRequest
              })

              break
            }
            case 7: {
              yield * LinkReport.codec().stream(reader, reader.uint32(), `${prefix}.link`, {
                limits: opts.limits?.link
              })

              break
            }
            case 8: {
              yield * ViewerReport.codec().stream(reader, reader.uint32(), `${prefix}.report`, {
                limits: opts.limits?.report
              })

              break
            }
            case 9: {
              yield * Refusal.codec().stream(reader, reader.uint32(), `${prefix}.end`, {
                limits: opts.limits?.end
              })

              break
            }
            case 10: {
              yield * Cues.codec().stream(reader, reader.uint32(), `${prefix}.cues`, {
                limits: opts.limits?.cues
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface WatchMessageSubscribeStreamFieldEvent {
    field: '$.subscribe.stream'
    value: string
  }

  export interface WatchMessageSubscribeTrackFieldEvent {
    field: '$.subscribe.track'
    value: number
  }

  export interface WatchMessageInfoTitleFieldEvent {
    field: '$.info.title'
    value: string
  }

  export interface WatchMessageInfoRenditionsTrackFieldEvent {
    field: '$.info.renditions[].track'
    value: number
    index: number
  }

  export interface WatchMessageInfoRenditionsNameFieldEvent {
    field: '$.info.renditions[].name'
    value: string
    index: number
  }

  export interface WatchMessageInfoRenditionsCodecFieldEvent {
    field: '$.info.renditions[].codec'
    value: string
    index: number
  }

  export interface WatchMessageInfoRenditionsWidthFieldEvent {
    field: '$.info.renditions[].width'
    value: number
    index: number
  }

  export interface WatchMessageInfoRenditionsHeightFieldEvent {
    field: '$.info.renditions[].height'
    value: number
    index: number
  }

  export interface WatchMessageInfoRenditionsBitrateFieldEvent {
    field: '$.info.renditions[].bitrate'
    value: number
    index: number
  }

  export interface WatchMessageInfoRenditionsMaxFramerateFieldEvent {
    field: '$.info.renditions[].maxFramerate'
    value: number
    index: number
  }

  export interface WatchMessageInfoRenditionsQuantizerFieldEvent {
    field: '$.info.renditions[].quantizer'
    value: number
    index: number
  }

  export interface WatchMessageInfoCodecsFieldEvent {
    field: '$.info.codecs[]'
    index: number
    value: string
  }

  export interface WatchMessageInfoAudioCodecFieldEvent {
    field: '$.info.audio.codec'
    value: string
  }

  export interface WatchMessageInfoAudioSampleRateFieldEvent {
    field: '$.info.audio.sampleRate'
    value: number
  }

  export interface WatchMessageInfoAudioChannelsFieldEvent {
    field: '$.info.audio.channels'
    value: number
  }

  export interface WatchMessageInfoAudioDescriptionFieldEvent {
    field: '$.info.audio.description'
    value: Uint8Array<ArrayBuffer>
  }

  export interface WatchMessageInfoSegmentMsFieldEvent {
    field: '$.info.segmentMs'
    value: number
  }

  export interface WatchMessageInfoEpochFieldEvent {
    field: '$.info.epoch'
    value: number
  }

  export interface WatchMessageInfoStateFieldEvent {
    field: '$.info.state'
    value: string
  }

  export interface WatchMessageInfoReasonFieldEvent {
    field: '$.info.reason'
    value: string
  }

  export interface WatchMessageRefusalCodeFieldEvent {
    field: '$.refusal.code'
    value: string
  }

  export interface WatchMessageRefusalReasonFieldEvent {
    field: '$.refusal.reason'
    value: string
  }

  export interface WatchMessageSignalConnectionFieldEvent {
    field: '$.signal.connection'
    value: number
  }

  export interface WatchMessageSignalKindFieldEvent {
    field: '$.signal.kind'
    value: string
  }

  export interface WatchMessageSignalBodyFieldEvent {
    field: '$.signal.body'
    value: string
  }

  export interface WatchMessageSelectTrackFieldEvent {
    field: '$.select.track'
    value: number
  }

  export interface WatchMessageKeyRequestTrackFieldEvent {
    field: '$.keyRequest.track'
    value: number
  }

  export interface WatchMessageLinkNowFieldEvent {
    field: '$.link.now'
    value: number
  }

  export interface WatchMessageLinkEchoFieldEvent {
    field: '$.link.echo'
    value: number
  }

  export interface WatchMessageLinkAvailableFieldEvent {
    field: '$.link.available'
    value: number
  }

  export interface WatchMessageLinkTrackFieldEvent {
    field: '$.link.track'
    value: number
  }

  export interface WatchMessageLinkDroppedFieldEvent {
    field: '$.link.dropped'
    value: number
  }

  export interface WatchMessageReportSentAtFieldEvent {
    field: '$.report.sentAt'
    value: number
  }

  export interface WatchMessageReportLatencyFieldEvent {
    field: '$.report.latency'
    value: number
  }

  export interface WatchMessageReportFramesFieldEvent {
    field: '$.report.frames'
    value: number
  }

  export interface WatchMessageReportDroppedFieldEvent {
    field: '$.report.dropped'
    value: number
  }

  export interface WatchMessageReportFreezesFieldEvent {
    field: '$.report.freezes'
    value: number
  }

  export interface WatchMessageEndCodeFieldEvent {
    field: '$.end.code'
    value: string
  }

  export interface WatchMessageEndReasonFieldEvent {
    field: '$.end.reason'
    value: string
  }

  export interface WatchMessageCuesCuesKindFieldEvent {
    field: '$.cues.cues[].kind'
    value: string
    index: number
  }

  export interface WatchMessageCuesCuesIdFieldEvent {
    field: '$.cues.cues[].id'
    value: number
    index: number
  }

  export interface WatchMessageCuesCuesStartFieldEvent {
    field: '$.cues.cues[].start'
    value: number
    index: number
  }

  export interface WatchMessageCuesCuesEndFieldEvent {
    field: '$.cues.cues[].end'
    value: number
    index: number
  }

  export interface WatchMessageCuesCuesTextFieldEvent {
    field: '$.cues.cues[].text'
    value: string
    index: number
  }

  export interface WatchMessageCuesCuesScoreFieldEvent {
    field: '$.cues.cues[].score'
    value: number
    index: number
  }

  export interface WatchMessageCuesCuesBoxLeftFieldEvent {
    field: '$.cues.cues[].box.left'
    value: number
    index: number
  }

  export interface WatchMessageCuesCuesBoxTopFieldEvent {
    field: '$.cues.cues[].box.top'
    value: number
    index: number
  }

  export interface WatchMessageCuesCuesBoxWidthFieldEvent {
    field: '$.cues.cues[].box.width'
    value: number
    index: number
  }

  export interface WatchMessageCuesCuesBoxHeightFieldEvent {
    field: '$.cues.cues[].box.height'
    value: number
    index: number
  }

  export function encode (obj: Partial<WatchMessage>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, WatchMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WatchMessage>): WatchMessage {
    return decodeMessage(buf, WatchMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WatchMessage>): Generator<WatchMessageSubscribeStreamFieldEvent | WatchMessageSubscribeTrackFieldEvent | WatchMessageInfoTitleFieldEvent | WatchMessageInfoRenditionsTrackFieldEvent | WatchMessageInfoRenditionsNameFieldEvent | WatchMessageInfoRenditionsCodecFieldEvent | WatchMessageInfoRenditionsWidthFieldEvent | WatchMessageInfoRenditionsHeightFieldEvent | WatchMessageInfoRenditionsBitrateFieldEvent | WatchMessageInfoRenditionsMaxFramerateFieldEvent | WatchMessageInfoRenditionsQuantizerFieldEvent | WatchMessageInfoCodecsFieldEvent | WatchMessageInfoAudioCodecFieldEvent | WatchMessageInfoAudioSampleRateFieldEvent | WatchMessageInfoAudioChannelsFieldEvent | WatchMessageInfoAudioDescriptionFieldEvent | WatchMessageInfoSegmentMsFieldEvent | WatchMessageInfoEpochFieldEvent | WatchMessageInfoStateFieldEvent | WatchMessageInfoReasonFieldEvent | WatchMessageRefusalCodeFieldEvent | WatchMessageRefusalReasonFieldEvent | WatchMessageSignalConnectionFieldEvent | WatchMessageSignalKindFieldEvent | WatchMessageSignalBodyFieldEvent | WatchMessageSelectTrackFieldEvent | WatchMessageKeyRequestTrackFieldEvent | WatchMessageLinkNowFieldEvent | WatchMessageLinkEchoFieldEvent | WatchMessageLinkAvailableFieldEvent | WatchMessageLinkTrackFieldEvent | WatchMessageLinkDroppedFieldEvent | WatchMessageReportSentAtFieldEvent | WatchMessageReportLatencyFieldEvent | WatchMessageReportFramesFieldEvent | WatchMessageReportDroppedFieldEvent | WatchMessageReportFreezesFieldEvent | WatchMessageEndCodeFieldEvent | WatchMessageEndReasonFieldEvent | WatchMessageCuesCuesKindFieldEvent | WatchMessageCuesCuesIdFieldEvent | WatchMessageCuesCuesStartFieldEvent | WatchMessageCuesCuesEndFieldEvent | WatchMessageCuesCuesTextFieldEvent | WatchMessageCuesCuesScoreFieldEvent | WatchMessageCuesCuesBoxLeftFieldEvent | WatchMessageCuesCuesBoxTopFieldEvent | WatchMessageCuesCuesBoxWidthFieldEvent | WatchMessageCuesCuesBoxHeightFieldEvent> {
    return streamMessage(buf, WatchMessage.codec(), opts)
  }
}

export interface CodecOffer {
  codec: string
  hardware: boolean
  realtime: number
}

export namespace CodecOffer {
  let _codec: Codec<CodecOffer>

  export const codec = (): Codec<CodecOffer> => {
    if (_codec == null) {
      _codec = message<CodecOffer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.codec != null && obj.codec !== '')) {
          w.uint32(10)
          w.string(obj.codec)
        }

        if ((obj.hardware != null && obj.hardware !== false)) {
          w.uint32(16)
          w.bool(obj.hardware)
        }

        if ((obj.realtime != null && obj.realtime !== 0)) {
          w.uint32(25)
          w.double(obj.realtime)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          codec: '',
          hardware: false,
          realtime: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.codec = reader.string()
              break
            }
            case 2: {
              obj.hardware = reader.bool()
              break
            }
            case 3: {
              obj.realtime = reader.double()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.codec`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.hardware`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.realtime`,
                value: reader.double()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CodecOfferCodecFieldEvent {
    field: '$.codec'
    value: string
  }

  export interface CodecOfferHardwareFieldEvent {
    field: '$.hardware'
    value: boolean
  }

  export interface CodecOfferRealtimeFieldEvent {
    field: '$.realtime'
    value: number
  }

  export function encode (obj: Partial<CodecOffer>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, CodecOffer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CodecOffer>): CodecOffer {
    return decodeMessage(buf, CodecOffer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CodecOffer>): Generator<CodecOfferCodecFieldEvent | CodecOfferHardwareFieldEvent | CodecOfferRealtimeFieldEvent> {
    return streamMessage(buf, CodecOffer.codec(), opts)
  }
}

export interface EffectOffer {
  id: string
  pixelRate: number
  price?: Price
}

export namespace EffectOffer {
  let _codec: Codec<EffectOffer>

  export const codec = (): Codec<EffectOffer> => {
    if (_codec == null) {
      _codec = message<EffectOffer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== '')) {
          w.uint32(10)
          w.string(obj.id)
        }

        if ((obj.pixelRate != null && obj.pixelRate !== 0)) {
          w.uint32(17)
          w.double(obj.pixelRate)
        }

        if (obj.price != null) {
          w.uint32(26)
          Price.codec().encode(obj.price, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: '',
          pixelRate: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.string()
              break
            }
            case 2: {
              obj.pixelRate = reader.double()
              break
            }
            case 3: {
              obj.price = Price.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.price
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.id`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.pixelRate`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield * Price.codec().stream(reader, reader.uint32(), `${prefix}.price`, {
                limits: opts.limits?.price
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface EffectOfferIdFieldEvent {
    field: '$.id'
    value: string
  }

  export interface EffectOfferPixelRateFieldEvent {
    field: '$.pixelRate'
    value: number
  }

  export interface EffectOfferPriceWeiFieldEvent {
    field: '$.price.wei'
    value: bigint
  }

  export interface EffectOfferPricePixelsFieldEvent {
    field: '$.price.pixels'
    value: bigint
  }

  export function encode (obj: Partial<EffectOffer>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, EffectOffer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectOffer>): EffectOffer {
    return decodeMessage(buf, EffectOffer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EffectOffer>): Generator<EffectOfferIdFieldEvent | EffectOfferPixelRateFieldEvent | EffectOfferPriceWeiFieldEvent | EffectOfferPricePixelsFieldEvent> {
    return streamMessage(buf, EffectOffer.codec(), opts)
  }
}

export interface Offer {
  version: number
  codecs: CodecOffer[]
  maxJobs: number
  runningJobs: number
  paused: boolean
  sequence: number
  addresses: string[]
  account?: Uint8Array<ArrayBuffer>
  price?: Price
  effects: EffectOffer[]
  beside?: boolean
}

export namespace Offer {
  let _codec: Codec<Offer>

  export const codec = (): Codec<Offer> => {
    if (_codec == null) {
      _codec = message<Offer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if (obj.codecs != null && obj.codecs.length > 0) {
          for (const value of obj.codecs) {
            w.uint32(18)
            CodecOffer.codec().encode(value, w)
          }
        }

        if ((obj.maxJobs != null && obj.maxJobs !== 0)) {
          w.uint32(24)
          w.uint32(obj.maxJobs)
        }

        if ((obj.runningJobs != null && obj.runningJobs !== 0)) {
          w.uint32(32)
          w.uint32(obj.runningJobs)
        }

        if ((obj.paused != null && obj.paused !== false)) {
          w.uint32(40)
          w.bool(obj.paused)
        }

        if ((obj.sequence != null && obj.sequence !== 0)) {
          w.uint32(48)
          w.uint32(obj.sequence)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(58)
            w.string(value)
          }
        }

        if (obj.account != null) {
          w.uint32(66)
          w.bytes(obj.account)
        }

        if (obj.price != null) {
          w.uint32(74)
          Price.codec().encode(obj.price, w)
        }

        if (obj.effects != null && obj.effects.length > 0) {
          for (const value of obj.effects) {
            w.uint32(82)
            EffectOffer.codec().encode(value, w)
          }
        }

        if (obj.beside != null) {
          w.uint32(88)
          w.bool(obj.beside)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          codecs: [],
          maxJobs: 0,
          runningJobs: 0,
          paused: false,
          sequence: 0,
          addresses: [],
          effects: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.version = reader.uint32()
              break
            }
            case 2: {
              if (opts.limits?.codecs != null && obj.codecs.length === opts.limits.codecs) {
                throw new MaxLengthError('Decode error - repeated field "codecs" had too many elements')
              }

              obj.codecs.push(CodecOffer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.codecs$
              }))
              break
            }
            case 3: {
              obj.maxJobs = reader.uint32()
              break
            }
            case 4: {
              obj.runningJobs = reader.uint32()
              break
            }
            case 5: {
              obj.paused = reader.bool()
              break
            }
            case 6: {
              obj.sequence = reader.uint32()
              break
            }
            case 7: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
              break
            }
            case 8: {
              obj.account = reader.bytes()
              break
            }
            case 9: {
              obj.price = Price.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.price
              })
              break
            }
            case 10: {
              if (opts.limits?.effects != null && obj.effects.length === opts.limits.effects) {
                throw new MaxLengthError('Decode error - repeated field "effects" had too many elements')
              }

              obj.effects.push(EffectOffer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.effects$
              }))
              break
            }
            case 11: {
              obj.beside = reader.bool()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          codecs: 0,
          addresses: 0,
          effects: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              if (opts.limits?.codecs != null && obj.codecs === opts.limits.codecs) {
                throw new MaxLengthError('Streaming decode error - repeated field "codecs" had too many elements')
              }

              for (const evt of CodecOffer.codec().stream(reader, reader.uint32(), `${prefix}.codecs[]`, {
                limits: opts.limits?.codecs$
              })) {
                yield {
                  ...evt,
                  index: obj.codecs
                }
              }

              obj.codecs++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.maxJobs`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.runningJobs`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.paused`,
                value: reader.bool()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.sequence`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              if (opts.limits?.addresses != null && obj.addresses === opts.limits.addresses) {
                throw new MaxLengthError('Streaming decode error - repeated field "addresses" had too many elements')
              }

              yield {
                field: `${prefix}.addresses[]`,
                index: obj.addresses,
                value: reader.string()
              }

              obj.addresses++

              break
            }
            case 8: {
              yield {
                field: `${prefix}.account`,
                value: reader.bytes()
              }
              break
            }
            case 9: {
              yield * Price.codec().stream(reader, reader.uint32(), `${prefix}.price`, {
                limits: opts.limits?.price
              })

              break
            }
            case 10: {
              if (opts.limits?.effects != null && obj.effects === opts.limits.effects) {
                throw new MaxLengthError('Streaming decode error - repeated field "effects" had too many elements')
              }

              for (const evt of EffectOffer.codec().stream(reader, reader.uint32(), `${prefix}.effects[]`, {
                limits: opts.limits?.effects$
              })) {
                yield {
                  ...evt,
                  index: obj.effects
                }
              }

              obj.effects++

              break
            }
            case 11: {
              yield {
                field: `${prefix}.beside`,
                value: reader.bool()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface OfferVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface OfferCodecsCodecFieldEvent {
    field: '$.codecs[].codec'
    value: string
    index: number
  }

  export interface OfferCodecsHardwareFieldEvent {
    field: '$.codecs[].hardware'
    value: boolean
    index: number
  }

  export interface OfferCodecsRealtimeFieldEvent {
    field: '$.codecs[].realtime'
    value: number
    index: number
  }

  export interface OfferMaxJobsFieldEvent {
    field: '$.maxJobs'
    value: number
  }

  export interface OfferRunningJobsFieldEvent {
    field: '$.runningJobs'
    value: number
  }

  export interface OfferPausedFieldEvent {
    field: '$.paused'
    value: boolean
  }

  export interface OfferSequenceFieldEvent {
    field: '$.sequence'
    value: number
  }

  export interface OfferAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export interface OfferAccountFieldEvent {
    field: '$.account'
    value: Uint8Array<ArrayBuffer>
  }

  export interface OfferPriceWeiFieldEvent {
    field: '$.price.wei'
    value: bigint
  }

  export interface OfferPricePixelsFieldEvent {
    field: '$.price.pixels'
    value: bigint
  }

  export interface OfferEffectsIdFieldEvent {
    field: '$.effects[].id'
    value: string
    index: number
  }

  export interface OfferEffectsPixelRateFieldEvent {
    field: '$.effects[].pixelRate'
    value: number
    index: number
  }

  export interface OfferEffectsPriceWeiFieldEvent {
    field: '$.effects[].price.wei'
    value: bigint
    index: number
  }

  export interface OfferEffectsPricePixelsFieldEvent {
    field: '$.effects[].price.pixels'
    value: bigint
    index: number
  }

  export interface OfferBesideFieldEvent {
    field: '$.beside'
    value: boolean
  }

  export function encode (obj: Partial<Offer>): Uint8Array<ArrayBuffer> {
    return encodeMessage(obj, Offer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Offer {
    return decodeMessage(buf, Offer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Generator<OfferVersionFieldEvent | OfferCodecsCodecFieldEvent | OfferCodecsHardwareFieldEvent | OfferCodecsRealtimeFieldEvent | OfferMaxJobsFieldEvent | OfferRunningJobsFieldEvent | OfferPausedFieldEvent | OfferSequenceFieldEvent | OfferAddressesFieldEvent | OfferAccountFieldEvent | OfferPriceWeiFieldEvent | OfferPricePixelsFieldEvent | OfferEffectsIdFieldEvent | OfferEffectsPixelRateFieldEvent | OfferEffectsPriceWeiFieldEvent | OfferEffectsPricePixelsFieldEvent | OfferBesideFieldEvent> {
    return streamMessage(buf, Offer.codec(), opts)
  }
}
