import { isTextBlock, type PluginOptions, pluginAsker } from './plugin-client.ts'

/** What OpenCode tells of a call (https://opencode.ai/docs/plugins). */
interface Call {
  readonly tool: string
  readonly sessionID: string
  readonly args: unknown
}

/** What a tool gave back: a text, or the blocks of an MCP server; changed in place. */
interface Output {
  readonly output?: unknown
  readonly content?: unknown
  readonly metadata?: unknown
}

interface PluginHooks {
  readonly event: (given: { readonly event: unknown }) => Promise<void>
  readonly 'tool.execute.after': (call: Call, output: Output) => Promise<void>
}

/** The hooks of our plugin in OpenCode. None of them ever rejects. */
export function headroomHooks(
  { directory: folder }: { readonly directory: string },
  options: PluginOptions,
): PluginHooks {
  const ask = pluginAsker('opencode', options)
  const children = new Set<string>()
  return {
    event: async ({ event }) => noteChild(event, children),
    'tool.execute.after': async ({ tool, args: input, sessionID }, output) => {
      const slots = slotsOf(output)
      const now = await ask({
        tool,
        input,
        folder,
        texts: slots.map(({ text }) => text),
        hasFailed: tool === 'bash' && exitOf(output.metadata) !== 0,
        isOfServer: Array.isArray(output.content),
        isOfSubagent: children.has(sessionID),
      })
      for (const [at, text] of (now ?? []).entries()) slots[at]?.put(text)
    },
  }
}

function exitOf(metadata: unknown): unknown {
  return typeof metadata === 'object' && metadata !== null && 'exit' in metadata
    ? metadata.exit
    : undefined
}

/** A text in an output, and how it is replaced. */
interface Slot {
  readonly text: string
  put(text: string): void
}

function slotsOf(output: Output): readonly Slot[] {
  const { output: text, content } = output
  if (typeof text === 'string')
    return [{ text, put: (now) => void Object.assign(output, { output: now }) }]
  const blocks: readonly unknown[] = Array.isArray(content) ? content : []
  return blocks.filter(isTextBlock).map((block) => ({
    text: block.text,
    put: (now) => void Object.assign(block, { text: now }),
  }))
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
