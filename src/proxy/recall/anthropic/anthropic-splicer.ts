import { numberAt, parsed, textAt, valueAt } from '../../answers/json-values.ts'
import { withValue } from '../../json/json-edit.ts'
import { rawAt } from '../../json/json-spans.ts'
import type { Passing, Splicer } from '../recall-format.ts'
import { goesOn, type PrivateCall, type Turn } from '../turn.ts'
import { isClientCall, isOurCall } from './blocks.ts'
import { GrowingBlock } from './growing-block.ts'

interface OpenBlock {
  readonly block: GrowingBlock
  readonly start: unknown
  /** Its number for the client; absent for a private one. */
  readonly shownAs: number | undefined
}

/** Figures of a request that the end of the last answer says in place of the first's. */
const REQUEST_FIGURES: readonly string[] = [
  'input_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
  'cache_creation',
]

/** Joins streams of Anthropic's messages: one start, blocks numbered on, the last one's end. */
export class AnthropicSplicer implements Splicer {
  #isFirst = true
  /** The number that follows those the client has seen. */
  #next = 0
  /** What the client's numbers of this answer begin with. */
  #base = 0
  /** Tokens put out in the answers before. */
  #outputBefore = 0
  #output = 0
  #start = ''
  #stopReason: string | undefined
  #blocks = new Map<number, OpenBlock>()

  take(data: string): Passing {
    const event = parsed(data)
    switch (textAt(event, 'type')) {
      case 'message_start':
        return this.#takeStart(data, event)
      case 'content_block_start':
        return this.#takeBlock(data, event)
      case 'content_block_delta':
      case 'content_block_stop':
        return this.#takeInBlock(data, event)
      case 'message_delta':
        return this.#takeEnd(data, event)
      case 'message_stop':
        return goesOn(this.turn) ? 'nothing' : 'as-it-came'
      default:
        return 'as-it-came'
    }
  }

  get isOver(): boolean {
    return this.#stopReason !== undefined
  }

  get turn(): Turn {
    const blocks = [...this.#blocks].sort(([one], [other]) => one - other).map(([, open]) => open)
    const calls: PrivateCall[] = []
    const clientCalls: string[] = []
    for (const { block, start } of blocks) {
      const id = textAt(start, 'id') ?? ''
      if (isClientCall(start)) clientCalls.push(id)
      if (!isOurCall(start)) continue
      calls.push({ id, input: block.input, raw: block.text ?? '', position: clientCalls.length })
    }
    const parts = blocks.flatMap(({ block }) => block.text ?? [])
    return { calls, clientCalls, parts, isWaiting: this.#stopReason === 'tool_use' }
  }

  nextAnswer(): void {
    this.#isFirst = false
    this.#base = this.#next
    this.#outputBefore += this.#output
    this.#output = 0
    this.#start = ''
    this.#stopReason = undefined
    this.#blocks = new Map()
  }

  #takeStart(data: string, event: unknown): Passing {
    this.#start = data
    this.#output = numberAt(event, 'message', 'usage', 'output_tokens') ?? 0
    return this.#isFirst ? 'as-it-came' : 'nothing'
  }

  #takeBlock(data: string, event: unknown): Passing {
    const start = valueAt(event, 'content_block')
    const index = numberAt(event, 'index')
    if (index === undefined) return 'as-it-came'
    const shownAs = isOurCall(start) ? undefined : this.#numberFor(index)
    this.#next = Math.max(this.#next, (shownAs ?? -1) + 1)
    const block = new GrowingBlock(rawAt(data, ['content_block']) ?? '{}')
    this.#blocks.set(index, { block, start, shownAs })
    return numbered(data, index, shownAs)
  }

  /** The block's own number, less one for each private block before it. */
  #numberFor(index: number): number {
    const ours = [...this.#blocks].filter(
      ([number, { shownAs }]) => number < index && shownAs === undefined,
    )
    return this.#base + index - ours.length
  }

  #takeInBlock(data: string, event: unknown): Passing {
    const index = numberAt(event, 'index')
    const open = index === undefined ? undefined : this.#blocks.get(index)
    if (index === undefined || open === undefined) return 'as-it-came'
    open.block.add(data, valueAt(event, 'delta'))
    return numbered(data, index, open.shownAs)
  }

  #takeEnd(data: string, event: unknown): Passing {
    this.#stopReason = textAt(event, 'delta', 'stop_reason') ?? this.#stopReason
    this.#output = numberAt(event, 'usage', 'output_tokens') ?? this.#output
    if (goesOn(this.turn)) return 'nothing'
    return this.#isFirst ? 'as-it-came' : { data: this.#withFigures(data) }
  }

  /** The first start told the client of the first request; what clients read here is the last. */
  #withFigures(data: string): string {
    let text = withValue(
      data,
      ['usage', 'output_tokens'],
      String(this.#outputBefore + this.#output),
    )
    for (const name of REQUEST_FIGURES) {
      const raw = rawAt(this.#start, ['message', 'usage', name])
      const isThere = rawAt(text, ['usage', name]) !== undefined
      if (raw !== undefined && !isThere) text = withValue(text, ['usage', name], raw)
    }
    return text
  }
}

function numbered(data: string, index: number, shownAs: number | undefined): Passing {
  if (shownAs === undefined) return 'nothing'
  return shownAs === index ? 'as-it-came' : { data: withValue(data, ['index'], String(shownAs)) }
}
