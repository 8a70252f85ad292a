import { expect, it } from 'vitest'
import type { Headroom, Preset } from '../../src/engine/index.ts'
import type * as nodeDoor from '../../src/runtime-node/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'

/** What is behind the package's name in every runtime; each may add names of its own. */
export interface CommonDoor
  extends Pick<
    typeof nodeDoor,
    | 'compress'
    | 'countTokens'
    | 'EngineError'
    | 'expand'
    | 'expandBody'
    | 'DecisionMemory'
    | 'findRefs'
    | 'isEngineError'
    | 'memoryStore'
    | 'RECALL_ABOUT'
    | 'RECALL_PARAMETERS'
    | 'RECALL_TOOL'
  > {
  createHeadroom(options: { readonly preset?: Preset; readonly store: 'memory' }): Promise<Headroom>
}

const COMMON: readonly (keyof CommonDoor)[] = [
  'DecisionMemory',
  'EngineError',
  'RECALL_ABOUT',
  'RECALL_PARAMETERS',
  'RECALL_TOOL',
  'compress',
  'countTokens',
  'createHeadroom',
  'expand',
  'expandBody',
  'findRefs',
  'isEngineError',
  'memoryStore',
]

const log = serviceLogs.get('redis.log') ?? ''
const messages = [{ role: 'tool', content: log }]

/** What a door must do. `own`: the names that this host alone has. */
export function doorSuite(door: CommonDoor, own: readonly string[]): void {
  it('has the names that all doors have, and its own', () => {
    expect(Object.keys(door).sort()).toEqual([...COMMON, ...own].sort())
  })

  it('packs without a store, and unpacks from the messages alone', async () => {
    const result = await door.compress(messages, { model: 'gpt-4o' })
    expect(result.compressed).toBe(true)
    expect(result.tokensSaved).toBe(result.tokensBefore - result.tokensAfter)
    expect(result.ccrHashes).toEqual([])
    expect(await door.expand(result.messages)).toEqual(messages)
    expect(await door.countTokens(log)).toBeGreaterThan(result.tokensAfter)
  })

  it('recalls what it folded, until it is closed', async () => {
    const headroom = await door.createHeadroom({ preset: 'aggressive', store: 'memory' })
    const result = await headroom.compress(messages, { recall: true })
    expect(result.ccrHashes).toHaveLength(1)
    expect(door.findRefs(result.messages[0]?.content ?? '')).toEqual(result.ccrHashes)
    const [ref = ''] = result.ccrHashes
    expect((await headroom.retrieve(ref))?.content === log).toBe(true)
    await headroom.close()
    await expect(headroom.retrieve(ref)).rejects.toMatchObject({ code: 'closed' })
  })

  it('refuses a store it does not know, by name', async () => {
    const opening = door.createHeadroom({ store: 'floppy' as 'memory' })
    await expect(opening).rejects.toMatchObject({
      code: 'bad-options',
      message: expect.stringContaining('"floppy"'),
    })
    await expect(opening).rejects.toSatisfy(door.isEngineError)
  })
}
