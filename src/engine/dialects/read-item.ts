import type { Role } from '../ir/conversation.ts'
import type { ReadBlock } from './blocks.ts'
import { type Call, isCalledByProgram } from './calls.ts'
import { type ElementContext, ElementReader } from './element-reader.ts'
import type { JsonObject, JsonSource } from './json-source.ts'
import { hasDoubledKey, isSigned } from './message-facts.ts'
import { isWorthABlock } from './nested-texts.ts'

/** What one item of OpenAI's Responses was read as. */
interface ReadItem<Value> {
  readonly role: Role
  readonly blocks: readonly ReadBlock<Value>[]
}

/**
 * Blocks of an item that is no message. Calls are sealed, what came back for them is open; everything
 * else (reasoning, compaction, MCP, what the provider ran, what is not known) is untouched.
 */
export function readItem<Value>(
  source: JsonSource<Value>,
  item: JsonObject<Value>,
  context: ElementContext,
): ReadItem<Value> {
  return new ItemReader(source, item, context).read()
}

/** Where each kind of call keeps its input, and the tool it calls where it does not name one. */
const CALLS: ReadonlyMap<string, readonly [inputKey: string, tool?: string]> = new Map([
  ['function_call', ['arguments']],
  ['custom_tool_call', ['input']],
  ['local_shell_call', ['action', 'local_shell']],
  ['shell_call', ['action', 'shell']],
  ['apply_patch_call', ['operation', 'apply_patch']],
])

const OUTPUTS: readonly string[] = [
  'function_call_output',
  'custom_tool_call_output',
  'local_shell_call_output',
  'shell_call_output',
]

class ItemReader<Value> extends ElementReader<Value> {
  read(): ReadItem<Value> {
    const { element, blocks } = this
    const type = element.text('type') ?? ''
    const call = CALLS.get(type)
    if (!hasDoubledKey(element)) {
      if (call !== undefined) return { role: 'assistant', blocks: [this.readCall(...call)] }
      if (OUTPUTS.includes(type)) return { role: 'tool', blocks: this.readOutput(type) }
    }
    if (type !== 'reasoning') return { role: 'assistant', blocks: [blocks.untouched(element, [0])] }
    const thought = blocks.sealed({ kind: 'reasoning', path: [0], seal: 'signed' })
    return { role: 'assistant', blocks: [thought] }
  }

  private readCall(inputKey: string, tool?: string): ReadBlock<Value> {
    const { element } = this
    const id = element.text('id')
    return this.blocks.call({
      tool: tool ?? element.text('name'),
      callId: element.text('call_id') ?? id,
      aliases: id === undefined ? [] : [id],
      commands: this.commands(),
      input: element.member(inputKey),
      path: [0],
      isSealed: isCalledByProgram(element) || this.ranAtProvider(),
    })
  }

  /** The commands of a `shell_call`, which run beside each other. */
  private commands(): readonly string[] {
    const commands = this.element.object('action').items('commands')
    return commands.map((command) => this.source.text(command) ?? '')
  }

  /** True for a shell in the provider's own container: its output is no client's to change. */
  private ranAtProvider(): boolean {
    const { element } = this
    return element.says('environment') && element.object('environment').text('type') !== 'local'
  }

  private readOutput(type: string): readonly ReadBlock<Value>[] {
    const { element } = this
    const content = element.member('output')
    const call = this.madeBy()
    const sealed = call?.isSealed === true || isCalledByProgram(element) || isSigned(element)
    if (content === undefined || sealed) return [this.blocks.untouched(element, [0])]
    if (type === 'shell_call_output') return this.readShellOutput(call)
    return this.blocks.results({ content, path: [0], origin: call?.origin })
  }

  /** A local shell's output names its call by `id`, all others by `call_id`. */
  private madeBy(): Call | undefined {
    const { element } = this
    return this.context.calls.find({ id: element.text('call_id') ?? element.text('id') })
  }

  /** Every text that a command wrote, of as many commands as ran. */
  private readShellOutput(call: Call | undefined): readonly ReadBlock<Value>[] {
    const chunks = this.element.objects('output')
    return chunks.flatMap((chunk, at) => {
      const command = call?.commands?.length === chunks.length ? call.commands[at] : undefined
      return this.readChunk(chunk, at, withInput(call, command))
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
