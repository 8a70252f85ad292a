import { Blocks } from './blocks.ts'
import type { Calls } from './calls.ts'
import type { JsonObject, JsonSource } from './json-source.ts'

/** What the reader of one message, item or content has to know. */
export interface ElementContext {
  /** Position in the list. */
  readonly index: number
  readonly compressUser: boolean
  /** The calls made before. */
  readonly calls: Calls
}

/** Reads one element of a conversation. */
export class ElementReader<Value> {
  protected readonly source: JsonSource<Value>
  protected readonly element: JsonObject<Value>
  protected readonly context: ElementContext
  protected readonly blocks: Blocks<Value>

  constructor(source: JsonSource<Value>, element: JsonObject<Value>, context: ElementContext) {
    this.source = source
    this.element = element
    this.context = context
    this.blocks = new Blocks(source, context.index)
  }
}
