import {
  createCipheriv,
  createDecipheriv,
  pbkdf2Sync,
  randomBytes,
  randomUUID,
  scryptSync,
} from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { scrypt } from '@noble/hashes/scrypt.js'
import * as v from 'valibot'
import { type Hex, keccak256 } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { ExitError } from '../exit.ts'

/** scrypt's cost, as other wallets write it: about half a second and 256 MB. */
const SCRYPT = { n: 262_144, r: 8, p: 1, dklen: 32 }
/** Bounds of what is read: a file must not cost more than a GB or a minute. */
const MAX_SCRYPT_BYTES = 2 ** 29
const MAX_PBKDF2_ROUNDS = 10_000_000
const KEY_BYTES = 32

const hex = v.pipe(v.string(), v.regex(/^([0-9a-fA-F]{2})*$/, 'must be hexadecimal'))
const positive = v.pipe(v.number(), v.integer(), v.minValue(1))
const common = {
  cipher: v.literal('aes-128-ctr'),
  ciphertext: v.pipe(hex, v.length(KEY_BYTES * 2)),
  cipherparams: v.object({ iv: v.pipe(hex, v.length(32)) }),
  mac: v.pipe(hex, v.length(64)),
}
const dklen = v.literal(SCRYPT.dklen)
const schema = v.object({
  version: v.literal(3),
  crypto: v.variant('kdf', [
    v.object({
      ...common,
      kdf: v.literal('scrypt'),
      kdfparams: v.pipe(
        v.object({ n: positive, r: positive, p: positive, dklen, salt: hex }),
        v.check(({ n, r, p }) => 128 * n * r * p <= MAX_SCRYPT_BYTES, 'asks for too much memory'),
        v.check(({ n }) => n > 1 && Number.isInteger(Math.log2(n)), 'must have a power of two as n'),
      ),
    }),
    v.object({
      ...common,
      kdf: v.literal('pbkdf2'),
      kdfparams: v.object({
        c: v.pipe(positive, v.maxValue(MAX_PBKDF2_ROUNDS)),
        prf: v.literal('hmac-sha256'),
        dklen,
        salt: hex,
      }),
    }),
  ]),
})

/**
 * Encrypts a private key into a keystore, Web3 Secret Storage version 3.
 * @param cost scrypt's n; a small one is for tests
 */
export function encryptKey(key: Hex, password: string, cost = SCRYPT.n): string {
  const salt = randomBytes(32)
  const iv = randomBytes(16)
  const kdfparams = { ...SCRYPT, n: cost, salt: salt.toString('hex') }
  const derived = derive({ kdf: 'scrypt', kdfparams }, password)
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv)
  const ciphertext = Buffer.concat([cipher.update(Buffer.from(key.slice(2), 'hex')), cipher.final()])
  return JSON.stringify({
    version: 3,
    id: randomUUID(),
    address: privateKeyToAddress(key).slice(2).toLowerCase(),
    crypto: {
      cipher: 'aes-128-ctr',
      ciphertext: ciphertext.toString('hex'),
      cipherparams: { iv: iv.toString('hex') },
      kdf: 'scrypt',
      kdfparams,
      mac: macOf(derived, ciphertext),
    },
  })
}

/**
 * Decrypts a keystore's private key.
 * @throws ExitError usage when the text is no keystore or the password is not its own
 */
export function decryptKey(keystore: string, password: string): Hex {
  const { crypto } = parse(keystore)
  const derived = derive(crypto, password)
  const ciphertext = Buffer.from(crypto.ciphertext, 'hex')
  if (macOf(derived, ciphertext) !== crypto.mac.toLowerCase()) {
    throw new ExitError('usage', 'The password does not open the keystore.')
  }
  const iv = Buffer.from(crypto.cipherparams.iv, 'hex')
  const decipher = createDecipheriv('aes-128-ctr', derived.subarray(0, 16), iv)
  return `0x${Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('hex')}`
}

/** Reads a keystore file. @throws ExitError usage, naming the file */
export async function readKeystore(path: string, password: string): Promise<Hex> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw new ExitError('usage', `${path} cannot be read: ${error.message}`)
  })
  try {
    return decryptKey(text, password)
  } catch (error) {
    throw new ExitError('usage', `${path}: ${(error as Error).message}`)
  }
}

/** Writes a keystore file, whole or not at all, for this user only. */
export async function writeKeystore(path: string, keystore: string): Promise<void> {
  await writeFile(`${path}.new`, keystore, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

type Kdf = Pick<v.InferOutput<typeof schema>['crypto'], 'kdf' | 'kdfparams'>

/** What is wrong is said without repeating what was read: it may be the password's file. */
function parse(text: string): v.InferOutput<typeof schema> {
  const result = v.safeParse(schema, safely(text))
  if (result.success) return result.output
  const [issue] = result.issues
  const path = v.getDotPath(issue)
  const reason = issue.type === 'check' ? ` ${issue.message}` : ''
  throw new ExitError(
    'usage',
    `This is no keystore of version 3${path ? `: ${path}${reason || ' is wrong'}` : ''}.`,
  )
}

function safely(text: string): unknown {
  try {
    return lowerKeys(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Some wallets write "Crypto". */
function lowerKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('Crypto' in value)) return value
  return { ...value, crypto: value.Crypto }
}

function derive({ kdf, kdfparams }: Kdf | { kdf: 'scrypt'; kdfparams: object }, password: string): Buffer {
  const params = kdfparams as Record<'n' | 'r' | 'p' | 'c' | 'dklen', number> & { salt: string }
  const salt = Buffer.from(params.salt, 'hex')
  if (kdf === 'pbkdf2') return pbkdf2Sync(password, salt, params.c, params.dklen, 'sha256')
  const { n, r, p } = params
  // OpenSSL's, some times as fast, refuses parameters that wallets have used (RFC 7914 has n < 2^(16 r)).
  if (n < 2 ** (16 * r))
    return scryptSync(password, salt, params.dklen, { N: n, r, p, maxmem: 2 * MAX_SCRYPT_BYTES })
  return Buffer.from(scrypt(password, salt, { N: n, r, p, dkLen: params.dklen, maxmem: MAX_SCRYPT_BYTES }))
}

function macOf(derived: Buffer, ciphertext: Buffer): string {
  return keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext])).slice(2)
}
