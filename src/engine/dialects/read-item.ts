import type { Role } from '../ir/conversation.ts'
import { Blocks, type ReadBlock } from './blocks.ts'
import { type Call, isCalledByProgram } from './calls.ts'
import { itemsAt, type JsonObject, type JsonSource, textAt } from './json-source.ts'
import { hasDoubledKey, isSigned } from './message-facts.ts'
import { isWorthABlock } from './nested-strings.ts'
import type { ElementContext } from './read-message.ts'

/** What one item of OpenAI's Responses was read as. */
interface ReadItem<Value> {
  readonly role: Role
  readonly blocks: readonly ReadBlock<Value>[]
}

/**
 * Blocks of an item that is no message. Calls are sealed, what came back for them is open; everything
 * else (reasoning, compaction, MCP, what the provider ran, what is not known) is opaque.
 */
export function readItem<Value>(
  source: JsonSource<Value>,
  item: JsonObject<Value>,
  context: ElementContext,
): ReadItem<Value> {
  return new ItemReader(source, item, context).read()
}

/** How each kind of call names its tool and its input. */
const CALLS: ReadonlyMap<string, { readonly tool?: string; readonly inputKey: string }> = new Map([
  ['function_call', { inputKey: 'arguments' }],
  ['custom_tool_call', { inputKey: 'input' }],
  ['local_shell_call', { tool: 'local_shell', inputKey: 'action' }],
  ['shell_call', { tool: 'shell', inputKey: 'action' }],
  ['apply_patch_call', { tool: 'apply_patch', inputKey: 'operation' }],
])

const OUTPUTS: readonly string[] = [
  'function_call_output',
  'custom_tool_call_output',
  'local_shell_call_output',
]

class ItemReader<Value> {
  private readonly source: JsonSource<Value>
  private readonly item: JsonObject<Value>
  private readonly context: ElementContext
  private readonly blocks: Blocks<Value>

  constructor(source: JsonSource<Value>, item: JsonObject<Value>, context: ElementContext) {
    this.source = source
    this.item = item
    this.context = context
    this.blocks = new Blocks(source, context.index)
  }

  read(): ReadItem<Value> {
    const type = textAt(this.source, this.item, 'type') ?? ''
    if (hasDoubledKey(this.item)) return { role: 'assistant', blocks: [this.untouched()] }
    const call = CALLS.get(type)
    if (call !== undefined) return { role: 'assistant', blocks: [this.readCall(call)] }
    if (OUTPUTS.includes(type)) return { role: 'tool', blocks: this.readOutput() }
    if (type === 'shell_call_output') return { role: 'tool', blocks: this.readShellOutput() }
    if (type !== 'reasoning') return { role: 'assistant', blocks: [this.untouched()] }
    const thought = this.blocks.sealed({ kind: 'reasoning', path: [0], seal: 'signed' })
    return { role: 'assistant', blocks: [thought] }
  }

  private untouched(): ReadBlock<Value> {
    return this.blocks.untouched(this.item, [0])
  }

  private readCall({ tool, inputKey }: { readonly tool?: string; readonly inputKey: string }) {
    const { source, item } = this
    const value = item.member(inputKey)
    const input = value === undefined ? '' : (source.text(value) ?? source.json(value))
    const { block } = this.blocks.sealed({ kind: 'tool-call', text: input, path: [0] })
    const name = tool ?? textAt(source, item, 'name')
    if (name === undefined) return { block }
    const id = textAt(source, item, 'id')
    const callId = textAt(source, item, 'call_id') ?? id ?? ''
    const call: Call = {
      origin: { tool: name, callId, input },
      aliases: id === undefined ? [] : [id],
      commands: this.commands(),
      isSealed: isCalledByProgram(source, item) || this.ranAtProvider(),
    }
    return { block, call }
  }

  /** The commands of a `shell_call`, which run beside each other. */
  private commands(): readonly string[] {
    const { source, item } = this
    const action = item.member('action')
    if (action === undefined) return []
    return itemsAt(source, source.object(action), 'commands').map((one) => source.text(one) ?? '')
  }

  /** True for a shell in the provider's own container: its output is no client's to change. */
  private ranAtProvider(): boolean {
    const { source, item } = this
    const place = item.member('environment')
    if (place === undefined || source.isNull(place)) return false
    return textAt(source, source.object(place), 'type') !== 'local'
  }

  private readOutput(): readonly ReadBlock<Value>[] {
    const content = this.item.member('output')
    const call = this.madeBy()
    if (content === undefined || this.isSealed(call)) return [this.untouched()]
    return this.blocks.results({ content, path: [0], origin: call?.origin })
  }

  private isSealed(call: Call | undefined): boolean {
    const { source, item } = this
    return call?.isSealed === true || isCalledByProgram(source, item) || isSigned(source, item)
  }

  /** A local shell's output names its call by `id`, all others by `call_id`. */
  private madeBy(): Call | undefined {
    const { source, item, context } = this
    const id = textAt(source, item, 'call_id') ?? textAt(source, item, 'id')
    return id === undefined ? undefined : context.calls.find({ id })
  }

  /** Every text that a command wrote, of as many commands as ran. */
  private readShellOutput(): readonly ReadBlock<Value>[] {
    const call = this.madeBy()
    if (this.isSealed(call)) return [this.untouched()]
    const chunks = itemsAt(this.source, this.item, 'output')
    return chunks.flatMap((chunk, at) => {
      const command = call?.commands?.length === chunks.length ? call.commands[at] : undefined
      return this.readChunk(this.source.object(chunk), at, withInput(call, command))
    })
  }

  private readChunk(
    chunk: JsonObject<Value>,
    at: number,
    call: Call | undefined,
  ): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(chunk)) return [this.blocks.opaque([0, at])]
    return ['stdout', 'stderr'].flatMap((stream, place) => {
      const said = this.blocks.saidAt(chunk, stream)
      if (said === undefined || !isWorthABlock(said.text)) return []
      return [this.blocks.result(said, [0, at, place], call?.origin)]
    })
  }
}

function withInput(call: Call | undefined, command: string | undefined): Call | undefined {
  if (call === undefined || command === undefined) return call
  return { ...call, origin: { ...call.origin, input: command } }
}
