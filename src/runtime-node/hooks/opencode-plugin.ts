import { askHelper } from './helper-client.ts'
import { helperPlace } from './helper-place.ts'
import { patienceIn } from './patience.ts'

interface PluginOptions {
  /** The Node that runs the helper: a plugin runs in a program of the agent's own. */
  readonly node: string
  readonly flags: readonly string[]
}

/** What OpenCode tells of a call (https://opencode.ai/docs/plugins). */
interface Call {
  readonly tool: string
  readonly sessionID: string
  readonly args: unknown
}

/** What a tool gave back: a text, or the blocks of an MCP server; changed in place. */
interface Output {
  output?: unknown
  readonly content?: unknown
  readonly metadata?: unknown
}

interface PluginHooks {
  readonly event: (given: { readonly event: unknown }) => Promise<void>
  readonly 'tool.execute.after': (call: Call, output: Output) => Promise<void>
}

/** The hooks of our plugin. None of them ever rejects. */
export function headroomHooks(
  { directory }: { readonly directory: string },
  { node, flags }: PluginOptions,
): PluginHooks {
  const door = { place: helperPlace(), node }
  const patience = patienceIn(flags)
  const children = new Set<string>()
  const ask = async (said: object): Promise<string | undefined> => {
    const signal = AbortSignal.timeout(patience)
    const body = Buffer.from(JSON.stringify(said))
    const answer = await askHelper({ ...door, signal }, { args: ['opencode', ...flags], body })
    answer?.taken()
    return answer?.text
  }
  // Started now, it is warm for the first tool.
  void ask({}).catch(() => undefined)
  return {
    event: async ({ event }) => noteChild(event, children),
    'tool.execute.after': async (call, output) => {
      try {
        const slots = slotsOf(output)
        const { tool, args: input, sessionID } = call
        const said = { tool, input, folder: directory, metadata: output.metadata }
        const isOfServer = Array.isArray(output.content)
        const texts = slots.map(({ text }) => text)
        const isOfSubagent = children.has(sessionID)
        const answer = await ask({ ...said, isOfServer, isOfSubagent, texts })
        if (answer !== undefined && answer !== '') fill(slots, JSON.parse(answer).texts)
      } catch {
        // The original stands.
      }
    },
  }
}

/** A text in an output, and how it is replaced. */
interface Slot {
  readonly text: string
  put(text: string): void
}

function slotsOf(output: Output): readonly Slot[] {
  const { output: text, content } = output
  if (typeof text === 'string')
    return [{ text, put: (now) => Object.assign(output, { output: now }) }]
  const blocks: readonly unknown[] = Array.isArray(content) ? content : []
  return blocks.filter(isText).map((block) => ({
    text: block.text,
    put: (now) => Object.assign(block, { text: now }),
  }))
}

function isText(block: unknown): block is { readonly text: string } {
  return (
    typeof block === 'object' && block !== null && 'text' in block && typeof block.text === 'string'
  )
}

function fill(slots: readonly Slot[], texts: unknown): void {
  if (!Array.isArray(texts) || texts.length !== slots.length) return
  for (const [at, slot] of slots.entries()) slot.put(String(texts[at]))
}

/** Sessions of agents that another agent has started. */
function noteChild(event: unknown, children: Set<string>): void {
  const { type, properties } = (event ?? {}) as {
    readonly type?: unknown
    readonly properties?: { readonly info?: { readonly id?: string; readonly parentID?: string } }
  }
  const { id, parentID } = properties?.info ?? {}
  if (type === 'session.created' && id !== undefined && parentID !== undefined) children.add(id)
}
