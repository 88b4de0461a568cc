import { expose } from 'comlink'
import { measureEffect } from './measure.ts'

const worker = { measure: measureEffect }

export type MeasureWorker = typeof worker

expose(worker)
