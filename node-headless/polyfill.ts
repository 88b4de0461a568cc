import { WebSocket } from 'ws'

/** What libp2p takes for granted and Node 20 lacks. Import this module before any of libp2p's. */

Promise.withResolvers ??= function withResolvers<T>(this: PromiseConstructor) {
  let resolve!: PromiseWithResolvers<T>['resolve']
  let reject!: PromiseWithResolvers<T>['reject']
  const promise = new this<T>((onresolve, onreject) => {
    resolve = onresolve
    reject = onreject
  })
  return { promise, resolve, reject }
}

Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket })
