import { expose } from 'comlink'
import { check } from './check.ts'

const worker = { check }

export type CheckWorker = typeof worker

expose(worker)
