import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRefs } from '../../../src/engine/index.ts'
import { openEngine, openTestDoor, wholeBehind } from './engine-under-test.ts'
import { around, type Message, toolTexts } from './messages.ts'
import { anySession } from './sessions.ts'
import { serviceLogs } from './text-pool.ts'

const [source = ''] = Object.values(
  import.meta.glob('../../fixtures/toon/generate.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)

const presets = [{ preset: 'safe' }, { preset: 'aggressive', recall: true }] as const

const isAgain = (text: string): boolean => text.includes('[packed again#')

describe('across turns', () => {
  it('every text comes back from the messages alone', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    let referring = 0
    await fc.assert(
      fc.asyncProperty(anySession, async (session) => {
        const { messages } = await engine.compress(session, { preset: 'safe' })
        expect(await expand(messages)).toEqual(session)
        referring += toolTexts(messages).filter(isAgain).length
      }),
      { numRuns: 20 },
    )
    expect(referring).toBeGreaterThan(10)
  })

  it.each(presets)('nothing that comes later changes a reference: %o', async (options) => {
    await fc.assert(
      fc.asyncProperty(anySession, async (session) => {
        const whole = (await (await openEngine()).compress(session, options)).messages
        const growing = await openEngine()
        for (let k = 1; k <= session.length; k++) {
          const { messages } = await growing.compress(session.slice(0, k), options)
          expect(messages).toEqual(whole.slice(0, k))
        }
      }),
      { numRuns: 6 },
    )
  })

  it.each(presets)('what was written is left as it is: %o', async (options) => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(anySession, async (session) => {
        const { messages } = await engine.compress(session, options)
        expect((await engine.compress(messages, options)).messages).toEqual(messages)
      }),
      { numRuns: 10 },
    )
  })

  it.each([
    { early: { preset: 'safe' }, late: { preset: 'aggressive', recall: true } },
    { early: { preset: 'safe' }, late: { budget: 600, recall: true } },
    { early: { preset: 'aggressive', recall: true }, late: { budget: 400, recall: true } },
    { early: {}, late: { preset: 'safe' } },
  ] as const)('pressed harder later, nothing is lost: %o', async ({ early, late }) => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    await fc.assert(
      fc.asyncProperty(anySession, async (session) => {
        const once = (await engine.compress(session, early)).messages
        const grown = [...once, ...session.slice(1)]
        const { messages } = await engine.compress(grown, late)
        await expectAll({ messages, originals: [...session, ...session.slice(1)] })
      }),
      { numRuns: 10 },
    )

    /** Unfolded texts come back whole, of folded ones the kept lines, and the rest by recall. */
    async function expectAll(found: {
      readonly messages: readonly Message[]
      readonly originals: readonly Message[]
    }): Promise<void> {
      const expanded = toolTexts(await expand(found.messages))
      for (const [index, original] of toolTexts(found.originals).entries()) {
        const text = expanded[index] ?? ''
        const [ref] = findRefs(text.split('\n', 1).join(''))
        expect(ref === undefined ? text : await wholeBehind(engine, ref)).toBe(original)
        // A body that is still packed was not resolved.
        if (ref !== undefined) expect(text.split('\n')[1]).not.toMatch(/^\[packed again#[^0]/)
      }
    }
  })

  it.each(['etcd.log', 'caddy.log', 'apache2.log'])(
    'the same output twice, packed or folded, stands once: %s',
    async (name) => {
      const engine = await openEngine()
      const { expand } = await openTestDoor()
      const text = serviceLogs.get(name) ?? ''
      const twice = [...around(text), ...around(text)]
      const { messages } = await engine.compress(twice, { preset: 'aggressive', recall: true })
      const [first = '', second = ''] = toolTexts(messages)
      // What is in lines is begun, so that next to nothing is not all there is in sight.
      expect(second.length).toBeLessThan(Math.max(300, text.length / 12))
      expect(second).toMatch(/^\[(?:all|lines \d+-\d+) of A/m)
      const [once, again] = toolTexts(await expand(messages))
      expect(first.startsWith('[packed log#') ? text : once).toBe(once)
      expect(again).toBe(once)
    },
  )

  it('a log that was pasted into a file read again is packed, and comes back', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    const log = (serviceLogs.get('apache2.log') ?? '').split('\n').slice(0, 16)
    const session = [source, `${source}${log.join('\n')}`].flatMap((content, at) => [
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: `t${at}`, name: 'Read', input: { file_path: 'a.ts' } }],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: `t${at}`, content }],
      },
    ])
    const { messages } = await engine.compress(session, { preset: 'safe' })
    expect(toolTexts(messages)[1]).toMatch(/\n\[the next \d+ lines are packed\]\n\[packed log#/)
    expect(await expand(messages)).toEqual(session)
    expect((await engine.compress(messages, { preset: 'safe' })).messages).toEqual(messages)
  })

  it('a reference points at nothing that is folded', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    await fc.assert(
      fc.asyncProperty(anySession, async (session) => {
        const options = { preset: 'aggressive', recall: true } as const
        const { messages } = await engine.compress(session, options)
        const shown = toolTexts(messages)
        const expanded = toolTexts(await expand(messages))
        for (const [index, text] of shown.entries()) {
          for (const line of linesNamedIn(text, shown, expanded.slice(0, index))) {
            expect(line).toBeDefined()
          }
        }
      }),
      { numRuns: 20 },
    )
  })
})

/** The lines that a text refers to, as they stand above it; written without the engine's decoder. */
function linesNamedIn(
  text: string,
  shown: readonly string[],
  above: readonly string[],
): readonly (string | undefined)[] {
  const header = /^(?:\[\d+ of .*\n)?\[packed again#(?!0{8}).*\]\n/.exec(text)
  const lines = header === null ? [] : text.slice(header[0].length).split('\n')
  const sources = new Map(
    lines.flatMap((line) => {
      const [, name, distance] = /^\[([A-Z]): .*, (\d+) tool results? above\]$/.exec(line) ?? []
      return name === undefined ? [] : [[name, above.length - Number(distance)] as const]
    }),
  )
  return lines.flatMap((line) => {
    const [, from, to = from, of = ''] = /^\[lines? (\d+)(?:-(\d+))? of ([A-Z])/.exec(line) ?? []
    const index = sources.get(of)
    if (index === undefined) return []
    const isRecoded = / of [A-Z] \("/.test(line)
    const visible = visibleLines(isRecoded ? above[index] : shown[index], above[index])
    const numbers = Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => at)
    return numbers.map((at) => visible.get(at + Number(from)))
  })
}

/** By their number in the original: the lines of an expanded text that stand in what is shown. */
function visibleLines(shown = '', expanded = ''): ReadonlyMap<number, string> {
  const isFolded = /^\[\d+ of \d+ (?:lines|rows) shown/.test(expanded)
  const visible = new Map<number, string>()
  let at = 1
  for (const line of expanded.split('\n').slice(isFolded ? 1 : 0)) {
    const gap = isFolded ? /^\[… (lines|rows) \d+-(\d+) \(\d+\) left out/.exec(line) : null
    if (gap?.[1] === 'rows') break
    if (gap === null && shown.includes(line)) visible.set(at, line)
    at = gap === null ? at + 1 : Number(gap[2]) + 1
  }
  return visible
}
