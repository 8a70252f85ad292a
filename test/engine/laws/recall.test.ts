import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRefs, isEngineError, RECALL_TOOL } from '../../../src/engine/index.ts'
import { toonDataSets } from '../../fixtures/toon/generate.ts'
import { mapStore } from '../../suites/map-store.ts'
import { anyConversation } from './conversations.ts'
import { openEngine, wholeBehind } from './engine-under-test.ts'
import { around, toolTexts } from './messages.ts'
import { strangeMarker, strangeRef } from './text-pool.ts'

const [employees] = toonDataSets('efficiency')
const large = JSON.stringify(employees?.data)
const privateKey = `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xf\n-----END RSA ${'PRIVATE'} KEY-----\n`
const withTools = (tool: object) =>
  JSON.stringify({ model: 'gpt-4o', tools: [tool], messages: around(large) })
const folds = async (body: string) => {
  const { report } = await (await openEngine()).compressBody(body)
  return report.decisions.some(({ outcome }) => outcome === 'folded')
}

describe('law 6, no marker without a way to redeem it', () => {
  it('nothing is folded unless somebody can recall', async () => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(anyConversation, async (conversation) => {
        const { messages, report, ccrHashes } = await engine.compress(conversation, {
          preset: 'aggressive',
        })
        const refs = (texts: readonly string[]) => new Set(texts.flatMap((text) => findRefs(text)))
        const outcomes = report.decisions.map(({ outcome }) => outcome)
        expect(outcomes).not.toContain('folded')
        expect(outcomes).not.toContain('viewed')
        expect(ccrHashes).toEqual([])
        const known = refs(toolTexts(conversation))
        expect([...refs(toolTexts(messages))].filter((ref) => !known.has(ref))).toEqual([])
      }),
      { numRuns: 10 },
    )
  })

  it.each([
    { name: RECALL_TOOL, input_schema: {} },
    { name: `mcp__headroom__${RECALL_TOOL}`, input_schema: {} },
    { type: 'function', function: { name: RECALL_TOOL, parameters: {} } },
  ])('our tool in the request is proof: %o', async (tool) => {
    expect(await folds(withTools(tool))).toBe(true)
  })

  it.each([
    { name: 'retrieve', input_schema: {} },
    { name: 'mcp__x__retrieve', input_schema: {} },
    { name: `not${RECALL_TOOL}`, input_schema: {} },
    { name: 'bash', description: `call ${RECALL_TOOL}`, input_schema: {} },
  ])('another tool is not: %o', async (tool) => {
    expect(await folds(withTools(tool))).toBe(false)
  })

  it('what a store holds is given back also while it takes nothing more', async () => {
    const store = mapStore()
    let isFull = false
    const set: typeof store.set = async (key, value) => {
      if (isFull) throw new Error('no space left')
      await store.set(key, value)
    }
    const engine = await openEngine({ store: { ...store, set } })
    const options = { recall: true, preset: 'aggressive' } as const
    const [ref = ''] = (await engine.compress(around(large), options)).ccrHashes
    isFull = true
    expect(await wholeBehind(engine, ref)).toBe(large)
  })

  it('the report says what folding would have saved', async () => {
    const { report } = await (await openEngine()).compress(around(large))
    expect(report.recall).toBe(false)
    expect(report.foldingWouldSave).toBeGreaterThan(0)
  })
})

describe('what recalling promises', () => {
  it('another scope holds nothing', async () => {
    const store = mapStore()
    const mine = await openEngine({ store, scope: 'mine' })
    const yours = await openEngine({ store, scope: 'yours' })
    const { ccrHashes } = await mine.compress(around(large), { recall: true })
    const [ref = ''] = ccrHashes
    expect(await wholeBehind(mine, ` ${ref}\n`)).toBe(large)
    expect(await yours.retrieve(ref)).toBeUndefined()
  })

  it.each([
    "'; DROP TABLE originals; --",
    '../../etc/passwd',
    'a'.repeat(10_000),
    '.*',
    '\0',
    '',
    `${strangeRef.slice(0, -1)}${strangeRef.endsWith('0') ? '1' : '0'}`,
    '__proto__',
  ])('no such ref, said so: %j', async (ref) => {
    const engine = await openEngine()
    const failure = await engine.retrieve(ref).catch((error: unknown) => error)
    expect(isEngineError(failure) && failure.code).toBe('bad-ref')
  })

  it('an unknown ref is undefined, also where its marker stands in a text', async () => {
    const engine = await openEngine()
    await engine.compress(around(`${strangeMarker}\n${large}`), { recall: true })
    expect(await engine.retrieve(strangeRef)).toBeUndefined()
  })

  it('what was recalled is never compressed again, on any turn', async () => {
    const engine = await openEngine()
    const folded = await engine.compress(around(large), { recall: true })
    const [ref = ''] = folded.ccrHashes
    const recalled = await engine.retrieve(ref)
    const content = recalled?.content ?? ''
    let conversation = [...folded.messages]
    for (let turn = 0; turn < 3; turn++) {
      conversation = [
        ...conversation,
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: `r${turn}`,
              type: 'function',
              function: { name: RECALL_TOOL, arguments: JSON.stringify({ ref }) },
            },
          ],
        },
        { role: 'tool', tool_call_id: `r${turn}`, content },
      ]
      const { messages } = await engine.compress(conversation, { recall: true })
      expect(messages).toEqual(conversation)
    }
  })

  it('a text with a secret is not stored', async () => {
    const written: string[] = []
    const store = mapStore()
    const watched = {
      ...store,
      set: async (...[key, value]: Parameters<typeof store.set>) => {
        written.push(value)
        await store.set(key, value)
      },
    }
    const withKey = `${large.slice(0, -1)},"key":${JSON.stringify(privateKey)}}`
    const engine = await openEngine({ store: watched })
    const { report, ccrHashes } = await engine.compress(around(withKey), { recall: true })
    expect(ccrHashes).toEqual([])
    expect(written).toEqual([])
    expect(JSON.stringify(report)).toContain('secret')
  })

  it('a store that fails costs the fold, not the request', async () => {
    const broken = {
      ...mapStore(),
      set: async () => {
        throw new Error('disk full')
      },
    }
    const engine = await openEngine({ store: broken })
    const { ccrHashes, messages } = await engine.compress(around(large), { recall: true })
    expect(ccrHashes).toEqual([])
    expect(findRefs(toolTexts(messages).join('\n'))).toEqual([])
  })
})
