import { RECALL_ABOUT, RECALL_PARAMETERS, RECALL_TOOL } from '../../../engine/index.ts'
import { isRecord, type Message } from './frame.ts'

/** What a server says of one of its tools. */
export interface ListedTool {
  readonly outputSchema: unknown
  /** Its structured results are drawn by a page of its own. */
  readonly isDrawn: boolean
}

/** The tools that the server has told the client of, and the one that is put behind them. */
export class ListedTools {
  readonly #tools = new Map<string, ListedTool>()
  #ownName: string = RECALL_TOOL
  #isOffered = false

  /** True once this client was told of our tool: only then may anything be left out. */
  get isOffered(): boolean {
    return this.#isOffered
  }

  /** The name of our tool, which none of the server's has. */
  get ownName(): string {
    return this.#ownName
  }

  get(name: string): ListedTool | undefined {
    return this.#tools.get(name)
  }

  /** Notes one page of the list; the first one begins anew. */
  note(tools: readonly unknown[], { isFirst }: { readonly isFirst: boolean }): void {
    if (isFirst) this.#tools.clear()
    for (const tool of tools) {
      if (!isRecord(tool) || typeof tool['name'] !== 'string') continue
      const { name, outputSchema, _meta: meta } = tool
      this.#tools.set(name, { outputSchema, isDrawn: isRecord(meta) && isDrawn(meta) })
    }
  }

  /** Our tool, as the list's last; from now on the client knows of it. */
  offer(): Message {
    this.#ownName = this.#tools.has(RECALL_TOOL) ? this.#freeName() : RECALL_TOOL
    this.#isOffered = true
    return {
      name: this.#ownName,
      title: 'Read what was left out',
      description: RECALL_ABOUT,
      inputSchema: RECALL_PARAMETERS,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    }
  }

  #freeName(): string {
    let name = `gateway__${RECALL_TOOL}`
    for (let at = 2; this.#tools.has(name); at++) name = `gateway${at}__${RECALL_TOOL}`
    return name
  }
}

function isDrawn(meta: Message): boolean {
  return Object.keys(meta).some(
    (key) => key === 'ui' || key.startsWith('ui/') || key.startsWith('openai/'),
  )
}
