import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CompressOptions, Door, Headroom } from '../../src/engine/index.ts'
import { changedStrings } from './changed-strings.ts'

export interface Call {
  readonly tool: string
  readonly command: string
  /** What came back. */
  readonly text: string
  /** One way of several that a format has to say it. */
  readonly manner: number
}

/** What the user asked, what was called at once, and what the model said then. */
export interface Turn {
  readonly ask: string
  readonly calls: readonly Call[]
  readonly answer: string
}

/** One provider's format, as an agent writes it. */
export interface Form {
  /** As reports name it. */
  readonly dialect: string
  /** The messages, items or contents of a turn, the `at`th of its conversation. */
  turn(turn: Turn, at: number): readonly unknown[]
  /** A request with that conversation. */
  body(elements: readonly unknown[]): object
  /** The conversation of such a request. */
  elements(body: unknown): readonly unknown[]
  /** The list of tools that offers this one. */
  tools(name: string): readonly unknown[]
}

export interface DialectSuite {
  readonly form: Form
  /** Whatever tools may give. */
  readonly anyText: fc.Arbitrary<string>
  /** A text that every preset makes shorter, and that folds. */
  readonly longText: string
  /** Opens an engine with an empty store. */
  readonly open: () => Promise<Headroom>
  readonly door: () => Promise<Door>
}

const PRESETS: readonly CompressOptions[] = [
  { preset: 'safe' },
  { preset: 'aggressive', recall: true },
]

/** What must hold for a whole body of every dialect. A new one is one call to this. */
export function dialectSuite(suite: DialectSuite): void {
  const { form, longText } = suite
  const anyConversation = fc
    .array(anyTurn(suite.anyText), { minLength: 1, maxLength: 3 })
    .map((turns) => turns.flatMap((turn, at) => form.turn(turn, at)))
  const check = (
    numRuns: number,
    law: (elements: readonly unknown[]) => Promise<void>,
  ): Promise<void> => fc.assert(fc.asyncProperty(anyConversation, law), { numRuns })
  bytesTests(suite, check)
  prefixTests(suite, check)

  it('is named in the report', async () => {
    const engine = await suite.open()
    const body = form.body(form.turn(turnOf('ok'), 0))
    expect((await engine.compress(body)).report.dialect).toBe(form.dialect)
    const { report } = await engine.compressBody(JSON.stringify(body))
    expect(report.dialect).toBe(form.dialect)
  })

  it('folds where the request offers our tool, and only there', async () => {
    const engine = await suite.open()
    const elements = form.turn(turnOf(longText), 0)
    for (const [name, can] of [
      ['headroom_retrieve', true],
      ['mcp__edge__headroom_retrieve', true],
      ['retrieve', false],
    ] as const) {
      const body = { ...form.body(elements), tools: form.tools(name) }
      const { ccrHashes, report } = await engine.compress(body, { preset: 'aggressive' })
      expect(report.recall).toBe(can)
      expect(ccrHashes.length > 0).toBe(can)
    }
  })

  it('leaves alone what our own tool handed back', async () => {
    const engine = await suite.open()
    const turn = turnOf(longText, 'mcp__edge__headroom_retrieve')
    const body = form.body(form.turn(turn, 0))
    const result = await engine.compress(body, { preset: 'aggressive', recall: true })
    expect(result.messages).toBe(body)
    const reasons = result.report.decisions.map((one) => one.outcome === 'kept' && one.reason)
    expect(reasons).toContain('recalled')
  })
}

type Check = (
  numRuns: number,
  law: (elements: readonly unknown[]) => Promise<void>,
) => Promise<void>

function bytesTests({ form, open, door }: DialectSuite, check: Check): void {
  it.each(PRESETS)('law: only what tools gave changes: %o', async (options) => {
    const engine = await open()
    await check(6, async (elements) => {
      const body = form.body(elements)
      const text = JSON.stringify(body)
      const result = await engine.compressBody(text, options)
      const changed = changedStrings(body, JSON.parse(result.body))
      const results = textsOf(form, elements)
      for (const { before } of changed) expect(results).toContain(before)
      expect(result.compressed).toBe(changed.length > 0)
      if (changed.length === 0) expect(result.body).toBe(text)
    })
  })

  it('law: live objects and JSON text become the same', async () => {
    const engine = await open()
    await check(5, async (elements) => {
      const body = form.body(elements)
      const { messages } = await engine.compress(body, { recall: true })
      const written = await engine.compressBody(JSON.stringify(body), { recall: true })
      expect(JSON.parse(written.body)).toEqual(messages)
    })
  })

  it('law: what was packed expands to the body as it came', async () => {
    const engine = await open()
    const { expand, expandBody } = await door()
    await check(5, async (elements) => {
      const text = JSON.stringify(form.body(elements))
      const { body, report } = await engine.compressBody(text, { preset: 'safe' })
      const isExact = report.decisions.every((one) => !('proof' in one) || one.proof === 'bytes')
      if (!isExact) return
      expect((await expandBody(body)) === text).toBe(true)
      expect(JSON.stringify(await expand(JSON.parse(body))) === text).toBe(true)
    })
  })
}

function prefixTests({ form, open, longText }: DialectSuite, check: Check): void {
  it.each(PRESETS)('law: the first elements become what they become alone: %o', async (options) => {
    await check(3, async (elements) => {
      const compressed = async (engine: Headroom, part: readonly unknown[]) =>
        form.elements((await engine.compress(form.body(part), options)).messages)
      const whole = await compressed(await open(), elements)
      const growing = await open()
      for (let count = 1; count <= elements.length; count++) {
        expect(await compressed(growing, elements.slice(0, count))).toEqual(whole.slice(0, count))
      }
    })
  })

  it.each(PRESETS)('law: what was compressed stays as it is: %o', async (options) => {
    const engine = await open()
    await check(4, async (elements) => {
      const once = (await engine.compressBody(JSON.stringify(form.body(elements)), options)).body
      expect((await engine.compressBody(once, options)).body === once).toBe(true)
    })
  })

  it('law: fifty turns keep their prefix, whoever compresses them', async () => {
    const compressed = async (engine: Headroom, turns: number) => {
      const some = new Array(turns)
        .fill('')
        .flatMap((_, at) => form.turn(logTurn(longText, at), at))
      return form.elements((await engine.compress(form.body(some), { recall: true })).messages)
    }
    let engine = await open()
    const whole = await compressed(engine, 50)
    for (const turns of [1, 2, 10, 25, 49]) {
      if (turns === 25) engine = await open()
      const part = await compressed(engine, turns)
      expect(part).toEqual(whole.slice(0, part.length))
    }
  })

  it('law: two engines that know nothing of each other give the same bytes', async () => {
    await check(3, async (elements) => {
      const text = JSON.stringify(form.body(elements))
      const [one, other] = await Promise.all(
        [await open(), await open()].map((engine) => engine.compressBody(text, { recall: true })),
      )
      expect(one?.body === other?.body).toBe(true)
    })
  })
}

function anyTurn(anyText: fc.Arbitrary<string>): fc.Arbitrary<Turn> {
  const anyWords = fc.constantFrom(
    'Which worker lost a job?',
    'why is the api slow',
    '[packed json#deadbeef]\n[1,2]',
    '',
  )
  return fc.record({
    ask: anyWords,
    calls: fc.array(
      fc.record({
        tool: fc.constantFrom('bash', 'read_file', 'mcp__shop__list_orders'),
        command: fc.constantFrom('tail -n 200 app.log', 'grep ERROR', 'cat data.json'),
        text: anyText,
        manner: fc.nat({ max: 3 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    answer: anyWords,
  })
}

/** A turn that reads the next twenty lines of a log. */
function logTurn(log: string, at: number): Turn {
  const lines = log.split('\n').slice(at * 20, at * 20 + 20)
  return turnOf(lines.join('\n'))
}

function turnOf(text: string, tool = 'bash'): Turn {
  const call = { tool, command: 'tail app.log', text, manner: 0 }
  return { ask: 'What happened?', calls: [call], answer: 'Nothing.' }
}

/** Every string of a conversation, so that what changed can be told from what tools gave. */
function textsOf(form: Form, elements: readonly unknown[]): readonly string[] {
  return form.elements(form.body(elements)).flatMap((element) => resultStrings(element, false))
}

/** Names under which a format keeps what a tool gave. */
const RESULTS: readonly string[] = ['functionResponse', 'output']

function resultStrings(value: unknown, inside: boolean): readonly string[] {
  if (typeof value === 'string') return inside ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  const { role, type } = value as { readonly role?: unknown; readonly type?: unknown }
  const isResult = inside || role === 'tool' || type === 'tool_result'
  return Object.entries(value).flatMap(([key, inner]) =>
    resultStrings(inner, isResult || RESULTS.includes(key)),
  )
}
