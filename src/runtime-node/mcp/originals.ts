import {
  type ListResourcesResult,
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import { EngineError } from '../../engine/index.ts'
import { keptRefs, type Shelf } from '../kept-refs.ts'
import type { McpDesk } from './desk.ts'

/** Names on a page. */
const PAGE = 1000

/** What was left out, as resources: `headroom://original/REF`. */
export function addOriginals(server: McpServer, desk: McpDesk): void {
  const template = new ResourceTemplate(`${ADDRESS}{ref}`, { list: undefined })
  server.registerResource(
    'original',
    template,
    {
      title: 'Originals',
      description: 'Texts of which something was left out, exactly as they were.',
      mimeType: MIME_TYPE,
    },
    async (uri, { ref }) => {
      const original = await desk.headroom.retrieve(String(ref))
      if (original === undefined)
        throw new EngineError('bad-ref', `there is no original ${String(ref)}`)
      return { contents: [{ uri: uri.href, mimeType: MIME_TYPE, text: original.content }] }
    },
  )
  // A template's own list is told no cursor, and can't say that there is more.
  const list = new OriginalsList(desk)
  server.server.setRequestHandler(
    'resources/list',
    async ({ params }) => await list.page(params?.cursor),
  )
}

const ADDRESS = 'headroom://original/'
const MIME_TYPE = 'text/plain'

/** The list of a shelf's originals, page by page, in the order of their refs: where the next begins needs no memory. */
class OriginalsList {
  readonly #shelf: Shelf
  /** As the first page found them, so that a store of many is not read again for each page. */
  #refs: readonly string[] | undefined

  constructor(shelf: Shelf) {
    this.#shelf = shelf
  }

  /** The page behind a ref. Throws for a cursor that no page gave. */
  async page(cursor: string | undefined): Promise<ListResourcesResult> {
    if (cursor !== undefined && !/^[0-9a-f]+$/.test(cursor))
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'no page of this list ends there')
    if (cursor === undefined || this.#refs === undefined) this.#refs = await this.#all()
    const rest = this.#refs.filter((ref) => cursor === undefined || ref > cursor)
    const shown = rest.slice(0, PAGE)
    const resources = shown.map((name) => ({ uri: ADDRESS + name, name, mimeType: MIME_TYPE }))
    const last = shown.at(-1)
    const isMore = rest.length > PAGE && last !== undefined
    return isMore ? { resources, nextCursor: last } : { resources }
  }

  async #all(): Promise<readonly string[]> {
    const found = new Set<string>()
    for await (const ref of keptRefs(this.#shelf)) found.add(ref)
    return [...found].sort()
  }
}
