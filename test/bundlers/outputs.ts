import type { CompressOptions, Headroom, Report } from '../../src/engine/index.ts'

/** One conversation, and the body that carries it. */
export interface Input {
  readonly name: string
  readonly messages: readonly unknown[]
  readonly model: string
  readonly query: string
  /** A request body as it came, where it is not made of the messages; `none` where there is to be no body. */
  readonly body?: string
}

/** What came of one call, so small that a thousand of them can be laid side by side. */
export interface Output {
  readonly name: string
  /** SHA-256 of every string that a model would read, with all that stands around them. */
  readonly text: string
  readonly refs: readonly string[]
  /** SHA-256 of what the refs bring back. */
  readonly recalled: string
  /** SHA-256 of all decisions with their attempts and reasons, without the time they took. */
  readonly decisions: string
  readonly tokens: readonly [before: number, after: number]
}

/** The settings under which each input is made smaller. */
const RUNS: readonly (readonly [name: string, options: CompressOptions, isAsked: boolean])[] = [
  ['safe', { preset: 'safe' }, false],
  ['safe, with a query', { preset: 'safe' }, true],
  ['balanced', { preset: 'balanced', recall: true }, false],
  ['balanced, with a query', { preset: 'balanced', recall: true }, true],
]

/** What the engine makes of an input. The same lines run in Node and in a page: whatever differs is the engine's. */
export async function outputsOf(headroom: Headroom, input: Input): Promise<readonly Output[]> {
  const outputs: Output[] = []
  for (const [run, options, isAsked] of RUNS) {
    const asked = { model: input.model, ...options, ...(isAsked ? { query: input.query } : {}) }
    const name = `${input.name}: ${run}`
    const { messages, ...result } = await headroom.compress(input.messages, asked)
    outputs.push(await outputOf(headroom, { name, text: JSON.stringify(messages), result }))
    if (input.body === 'none') continue
    const sent = input.body ?? JSON.stringify({ model: input.model, messages: input.messages })
    const { body, ...other } = await headroom.compressBody(sent, asked)
    outputs.push(
      await outputOf(headroom, { name: `${name}, as a body`, text: body, result: other }),
    )
  }
  return outputs
}

interface Made {
  readonly name: string
  readonly text: string
  readonly result: {
    readonly ccrHashes: readonly string[]
    readonly tokensBefore: number
    readonly tokensAfter: number
    readonly report: Report
  }
}

async function outputOf(headroom: Headroom, { name, text, result }: Made): Promise<Output> {
  const { ccrHashes: refs, tokensBefore, tokensAfter, report } = result
  const originals: (string | undefined)[] = []
  for (const ref of refs) originals.push((await headroom.retrieve(ref))?.content)
  const decisions = report.decisions.map((decision) => ({ ...decision, milliseconds: 0 }))
  return {
    name,
    text: await sha256(text),
    refs,
    recalled: await sha256(JSON.stringify(originals)),
    decisions: await sha256(JSON.stringify(decisions)),
    tokens: [tokensBefore, tokensAfter],
  }
}

/** Of the UTF-16 units, so that lone surrogates count too. */
async function sha256(text: string): Promise<string> {
  const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  const digest = await crypto.subtle.digest('SHA-256', units)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
