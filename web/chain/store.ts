import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Logs } from './logs.ts'
import type { Address, Hash, Transaction } from './types.ts'

/** A transaction with what it takes to find out what became of it. */
export type StoredTransaction = Transaction & {
  /** Chain, contracts and account that it is of. */
  owner: string
  to: Address
  data: Hash
  nonce: number
  /** Newest block when the wallet was asked. */
  block: number
}

interface Schema extends DBSchema {
  transactions: { key: string; value: StoredTransaction; indexes: { owner: string } }
  logs: { key: string; value: Logs }
  /** Private keys of test accounts, by chain. */
  keys: { key: number; value: Hash }
}

let opened: Promise<IDBPDatabase<Schema>> | undefined

/** What is kept of chains in this browser. */
export function store(): Promise<IDBPDatabase<Schema>> {
  const forget = () => {
    opened = undefined
  }
  opened ??= openDB<Schema>('millrace-chain', 1, {
    upgrade(db) {
      db.createObjectStore('transactions', { keyPath: 'id' }).createIndex('owner', 'owner')
      db.createObjectStore('logs')
      db.createObjectStore('keys')
    },
    // Another page wants a newer version: it goes first.
    blocking(_, __, event) {
      ;(event.target as IDBDatabase).close()
      forget()
    },
    terminated: forget,
  })
  opened.catch(forget)
  return opened
}
