import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decryptKey, encryptKey, readKeystore, writeKeystore } from './keystore.ts'

const CHEAP = 1024
const KEY = '0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d'

/** The two test vectors of the Web3 Secret Storage definition. */
const PBKDF2 = {
  crypto: {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: '6087dab2f9fdbbfaddc31a909735c1e6' },
    ciphertext: '5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46',
    kdf: 'pbkdf2',
    kdfparams: {
      c: 262144,
      dklen: 32,
      prf: 'hmac-sha256',
      salt: 'ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd',
    },
    mac: '517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2',
  },
  id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
  version: 3,
}
const SCRYPT = {
  crypto: {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: '83dbcc02d8ccb40e466191a123791e0e' },
    ciphertext: 'd172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c',
    kdf: 'scrypt',
    kdfparams: {
      dklen: 32,
      n: 262144,
      p: 8,
      r: 1,
      salt: 'ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19',
    },
    mac: '2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097',
  },
  id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
  version: 3,
}

test.each([
  ['pbkdf2', PBKDF2],
  ['scrypt', SCRYPT],
])('the published vector of %s', (_, keystore) => {
  expect(decryptKey(JSON.stringify(keystore), 'testpassword')).toBe(KEY)
})

test('what is encrypted comes back, with its own password only', () => {
  const keystore = encryptKey(KEY, 'open', CHEAP)
  expect(decryptKey(keystore, 'open')).toBe(KEY)
  expect(() => decryptKey(keystore, 'Open')).toThrow('The password does not open the keystore.')
  expect(keystore).not.toContain(KEY.slice(2))
})

test('a file is for its user only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-keystore-'))
  const path = join(folder, 'key.json')
  await writeKeystore(path, encryptKey(KEY, 'open', CHEAP))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readKeystore(path, 'open')).toBe(KEY)
  await expect(readKeystore(path, 'shut')).rejects.toThrow(path)
  await expect(readKeystore(join(folder, 'none'), 'open')).rejects.toThrow('cannot be read')
  await writeFile(path, '{"version": 3')
  await expect(readKeystore(path, 'open')).rejects.toThrow('no keystore')
  await rm(folder, { recursive: true })
})

test('a keystore that asks for a day of work is refused', () => {
  const greedy = {
    ...SCRYPT,
    crypto: { ...SCRYPT.crypto, kdfparams: { ...SCRYPT.crypto.kdfparams, n: 2 ** 30 } },
  }
  expect(() => decryptKey(JSON.stringify(greedy), 'testpassword')).toThrow('too much memory')
})

test('whatever is in the file, the answer is an error in words', () => {
  const keystore = JSON.parse(encryptKey(KEY, 'open', CHEAP))
  const paths = ['cipher', 'ciphertext', 'cipherparams', 'kdf', 'kdfparams', 'mac']
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      fc.pre(JSON.stringify(value) !== JSON.stringify(keystore.crypto[path]))
      const broken = { ...keystore, crypto: { ...keystore.crypto, [path]: value } }
      expect(() => decryptKey(JSON.stringify(broken), 'open')).toThrow(/keystore/)
    }),
  )
  fc.assert(
    fc.property(fc.string(), text => {
      expect(() => decryptKey(text, 'open')).toThrow(/keystore/)
    }),
  )
})
