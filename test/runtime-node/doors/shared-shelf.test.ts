import { expect, it } from 'vitest'
import { createHeadroom, memoryStore, type Scope } from '../../../src/runtime-node/index.ts'
import { SHARED_PROJECT } from '../../../src/runtime-node/project-of-folder.ts'
import { withSharedShelf } from '../../../src/runtime-node/shared-shelf.ts'
import { serviceLog } from '../cli/headroom.ts'
import { refIn } from './stage.ts'

const LOG = serviceLog(300)
const SHOP = 'shop-0123456789ab'

async function folded(headroom: Awaited<ReturnType<typeof createHeadroom>>, text = LOG) {
  const messages = [{ role: 'tool', content: text }]
  const { messages: smaller } = await headroom.compress(messages, { recall: true })
  return smaller[0]?.content ?? ''
}

it('gives a project its own first, then what is shared, and nobody else anything of its own', async () => {
  const store = memoryStore()
  const own = await createHeadroom({ store: withSharedShelf(store), scope: SHOP })
  const shared = await createHeadroom({ store: withSharedShelf(store), scope: SHARED_PROJECT })
  const [ref, known] = [refIn(await folded(own)), refIn(await folded(shared, serviceLog(301)))]
  expect((await own.retrieve(ref))?.content).toBe(LOG)
  expect((await own.retrieve(known))?.content).toBe(serviceLog(301))
  expect(await shared.retrieve(ref)).toBeUndefined()
  const other = await createHeadroom({ store: withSharedShelf(store), scope: 'other' })
  expect(await other.retrieve(ref)).toBeUndefined()
})

it('keeps an original that is shared already where it is, and in use', async () => {
  const store = memoryStore()
  const shared = await createHeadroom({ store, scope: SHARED_PROJECT })
  const own = await createHeadroom({ store: withSharedShelf(store), scope: SHOP })
  const ref = refIn(await folded(shared))
  expect(refIn(await folded(own))).toBe(ref)
  const names: string[] = []
  for await (const { name } of store.list(SHOP as Scope)) names.push(name)
  expect(names).toEqual([])
})

it('lets a door that can not know the folder leave alone what was looked up in it', async () => {
  const store = memoryStore()
  const own = await createHeadroom({ store: withSharedShelf(store), scope: SHOP })
  const marker = await folded(own)
  const looked = (await own.retrieve(refIn(marker), { lines: [1, 200] }))?.content ?? ''
  const proxy = await createHeadroom({ store, scope: SHARED_PROJECT })
  const messages = [marker, looked].map((content) => ({ role: 'tool', content }))
  const { messages: sent } = await proxy.compress(messages, { recall: true })
  expect(sent[1]?.content).toBe(looked)
})
