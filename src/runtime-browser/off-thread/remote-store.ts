import type { Scope, Store, StoreKey } from '../../engine/index.ts'
import {
  fromPlain,
  type PlainError,
  type Port,
  type StoreCall,
  type ToWorker,
  toPlain,
} from './messages.ts'

interface Pending {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** In a worker: the store that the page keeps, so that every worker of a pool finds what another kept. */
export function remoteStore(port: Port): Store {
  const pending = new Map<number, Pending>()
  let calls = 0
  port.addEventListener('message', ({ data }) => {
    const message = data as ToWorker
    if ('stored' in message) settle(pending, message)
  })
  const ask = <Value>(call: Omit<StoreCall, 'store'>): Promise<Value> =>
    new Promise((resolve, reject) => {
      const store = calls++
      pending.set(store, { resolve: resolve as Pending['resolve'], reject })
      port.postMessage({ store, ...call } satisfies StoreCall)
    })
  return {
    name: 'page',
    get: async (key) => await ask({ method: 'get', key }),
    set: async (key, text) => await ask({ method: 'set', key, text }),
    touch: async (key) => await ask({ method: 'touch', key }),
    delete: async (key) => await ask({ method: 'delete', key }),
    list: (scope) => listed(() => ask({ method: 'list', key: { scope, name: '' } })),
    close: async () => undefined,
  }
}

async function* listed(ask: () => Promise<readonly StoreKey[]>): AsyncGenerator<StoreKey> {
  yield* await ask()
}

function settle(
  pending: Map<number, Pending>,
  { stored, value, error }: { stored: number; value?: unknown; error?: PlainError },
): void {
  const call = pending.get(stored)
  pending.delete(stored)
  if (error === undefined) call?.resolve(value)
  else call?.reject(fromPlain(error))
}

/** In the page: does what a worker wants of the store, and answers. */
export async function answerStoreCall(
  store: Store,
  call: StoreCall,
  tell: (message: ToWorker) => void,
): Promise<void> {
  try {
    tell({ stored: call.store, value: await done(store, call) })
  } catch (error) {
    tell({ stored: call.store, error: toPlain(error) })
  }
}

async function done(store: Store, { method, key, text = '' }: StoreCall): Promise<unknown> {
  switch (method) {
    case 'get':
      return await store.get(key)
    case 'set':
      return await store.set(key, text)
    case 'touch':
      return await store.touch(key)
    case 'delete':
      return await store.delete(key)
    case 'list':
      return await keysOf(store, key.scope)
  }
}

async function keysOf(store: Store, scope: Scope): Promise<readonly StoreKey[]> {
  const keys: StoreKey[] = []
  for await (const key of store.list(scope)) keys.push(key)
  return keys
}
