/**
 * The Web Worker that `createHeadroom` starts. Bundlers find it by its address; where one does not, it is an entry
 * point of its own: `headroom-edge/browser/engine-worker`.
 */
import type { Store } from '../engine/index.ts'
import { doorOn } from './door-on.ts'
import { type FromWorker, type Opening, type ToWorker, toPlain } from './off-thread/messages.ts'
import { remoteStore } from './off-thread/remote-store.ts'
import { type Served, serve } from './off-thread/serve.ts'
import { idbStore } from './storage/idb-store.ts'
import { lastingStore } from './storage/lasting-store.ts'

const tell = (message: FromWorker): void => self.postMessage(message)

const opening = new Promise<Opening>((resolve) => {
  self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if ('open' in data) resolve(data.open)
  })
})

const served = opening.then(open)
serve(self, served)
served.then(
  () => tell({ ready: true }),
  (error: unknown) => tell({ refused: toPlain(error) }),
)

async function open({ options, store, assets, life }: Opening): Promise<Served> {
  if (life !== undefined) await hold(life)
  const door = doorOn(assets)
  return { door, headroom: await door.createHeadroom({ ...options, store: storeFor(store) }) }
}

function storeFor(kind: Opening['store']): Store {
  const passing = remoteStore(self)
  if (kind === 'page') return passing
  return lastingStore({ lasting: idbStore(), passing, onState: (storage) => tell({ storage }) })
}

/** For as long as this worker lives; the page sees by it when it is gone. */
async function hold(lock: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const held = navigator.locks.request(lock, () => {
      resolve()
      return new Promise<never>(() => undefined)
    })
    held.catch(reject)
  })
}
