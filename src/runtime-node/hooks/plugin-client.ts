import { askHelper } from './helper-client.ts'
import { helperPlace } from './helper-place.ts'
import { patienceIn } from './patience.ts'

/** What is written into a plugin's file. */
export interface PluginOptions {
  /** The Node that runs the helper: a plugin runs in a program of the agent's own. */
  readonly node: string
  readonly flags: readonly string[]
}

/** What a plugin tells of a tool that has run. */
export interface PluginSaid {
  readonly tool: string
  readonly input: unknown
  readonly texts: readonly string[]
  readonly folder: string
  readonly hasFailed: boolean
  /** The tool of an MCP server. */
  readonly isOfServer: boolean
  readonly isOfSubagent: boolean
}

/** Texts in the place of those told; `undefined` where the originals stand. Never rejects. */
export type PluginAsker = (said: PluginSaid) => Promise<readonly string[] | undefined>

/** Asks the helper from within an agent; starts it at once, so that it is warm for the first tool. */
export function pluginAsker(agent: string, { node, flags }: PluginOptions): PluginAsker {
  const door = { place: helperPlace(), node }
  const patience = patienceIn(flags)
  const ask = async (said: object): Promise<string> => {
    const body = Buffer.from(JSON.stringify(said))
    const question = { args: [agent, ...flags], body }
    const answer = await askHelper({ ...door, signal: AbortSignal.timeout(patience) }, question)
    answer?.taken()
    return answer?.text ?? ''
  }
  void ask({}).catch(() => undefined)
  return async (said) => {
    try {
      const answer = await ask(said)
      const texts: unknown = answer === '' ? undefined : JSON.parse(answer).texts
      const isWhole = Array.isArray(texts) && texts.length === said.texts.length
      return isWhole ? texts.map(String) : undefined
    } catch {
      return undefined
    }
  }
}

/** A block with a text, as MCP and agents have them. */
export function isTextBlock(block: unknown): block is { readonly text: string } {
  return (
    typeof block === 'object' && block !== null && 'text' in block && typeof block.text === 'string'
  )
}
