import { describe, expect, it } from 'vitest'
import { refOf } from '../../../src/engine/index.ts'
import { createHeadroom, memoryStore, RECALL_TOOL } from '../../../src/runtime-node/index.ts'
import { refsLike } from '../../../src/runtime-node/kept-refs.ts'
import { serviceLog } from '../cli/headroom.ts'
import { Doors, refIn, told } from './stage.ts'

const LOG = serviceLog(300)
const REF = refOf(LOG)
const other = (digit: string): string => (digit === '0' ? '1' : '0')

/** The ref with a digit changed. */
function mistyped(at: number): string {
  return REF.slice(0, at) + other(REF[at] ?? '') + REF.slice(at + 1)
}

/** A text whose ref is no other's neighbour. */
const ELSEWHERE = '0123456789abcd'

async function shelf() {
  const store = memoryStore()
  const headroom = await createHeadroom({ store, scope: 'shop' })
  for (const lines of [300, 301, 302])
    await headroom.compress([{ role: 'tool', content: serviceLog(lines) }], { recall: true })
  return { store, scope: 'shop' }
}

describe('refs that a wrong one may mean', () => {
  it.each([
    ['one digit wrong', mistyped(3)],
    ['its check digits wrong', mistyped(13)],
    ['a digit missing', REF.slice(0, 5) + REF.slice(6)],
    ['one too many', `${REF}0`],
    ['cut', REF.slice(0, 8)],
    ['only begun right', `${REF.slice(0, 7)}0000000`],
    ['in capitals', REF.toUpperCase()],
    ['in its marker', `headroom_retrieve(ref="${mistyped(0)}")`],
  ])('%s', async (_, given) => {
    expect(await refsLike(given, await shelf())).toEqual([REF])
  })

  it('are none for one that is nobody’s, or no ref at all, nor another project’s', async () => {
    for (const given of [ELSEWHERE, '', 'the log', 'abc', 'x'.repeat(100_000), REF])
      expect(await refsLike(given, await shelf())).toEqual([])
    expect(await refsLike(mistyped(3), { ...(await shelf()), scope: 'other' })).toEqual([])
  })

  it('are few, the nearest first, whatever order a store lists them in', async () => {
    const names = ['111111111100', '111111111111', '111111111122', '111111111110', '999999999999']
    const told = async (order: readonly string[]): Promise<readonly string[]> => {
      const store = memoryStore()
      const key = (name: string) => ({ scope: 'shop' as never, name: `original.${name}` })
      for (const name of order) await store.set(key(name), 'text')
      return await refsLike('11111111111f', { store, scope: 'shop' })
    }
    const nearest = ['111111111110', '111111111111', '111111111100']
    expect(await told(names)).toEqual(nearest)
    expect(await told(names.toReversed())).toEqual(nearest)
  })

  it('are looked for among so many names, notes among them, and no further', async () => {
    const store = memoryStore()
    let listed = 0
    const counted = {
      ...store,
      list: async function* () {
        for (let at = 0; at < 100_000; at++) {
          listed++
          yield { scope: 'shop' as never, name: `handed-out.${at}` }
        }
      },
    }
    expect(await refsLike(REF, { store: counted, scope: 'shop' })).toEqual([])
    expect(listed).toBeLessThan(10_000)
  })

  it('are told by the server, the gateway and the command line; else they end the matter', async () => {
    const doors = new Doors()
    const shop = doors.project('shop')
    const ref = refIn(await doors.cli(['compress', '--recall'], shop, LOG))
    const [server, gateway] = [await doors.server(shop), await doors.gateway(shop)]
    await gateway.listTools()
    for (const client of [server, gateway]) {
      const asked = async (hash: string): Promise<string> =>
        await told(client, RECALL_TOOL, { hash })
      expect(await asked(mistyped(2))).toContain(`did you mean ${ref}?`)
      expect(await asked(ELSEWHERE)).toBe(
        'unknown ref: do not retry; run the command again. No line names it: it was not copied exactly',
      )
      expect(await asked(refOf('a text that nobody kept'))).toBe(
        'unknown ref: do not retry; run the command again',
      )
    }
    expect(await doors.cli(['retrieve', mistyped(2)], shop)).toContain(`did you mean ${ref}?`)
    const away = doors.project('away')
    expect(await doors.cli(['retrieve', mistyped(2)], away)).not.toContain(ref)
    expect(await told(await doors.server(away), RECALL_TOOL, { hash: mistyped(2) })).not.toContain(
      ref,
    )
  })
})
