import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { EngineError, type Scope } from '../../engine/index.ts'
import type { McpDesk } from './desk.ts'

/** Names told at once. */
const MOST_LISTED = 1000

/** What was left out, as resources: `headroom://original/REF`. */
export function addOriginals(server: McpServer, desk: McpDesk): void {
  const template = new ResourceTemplate('headroom://original/{ref}', {
    list: async () => ({ resources: await listed(desk) }),
  })
  server.registerResource(
    'original',
    template,
    {
      title: 'Originals',
      description: 'Texts of which something was left out, exactly as they were.',
      mimeType: 'text/plain',
    },
    async (uri, { ref }) => {
      const original = await desk.headroom.retrieve(String(ref))
      if (original === undefined)
        throw new EngineError('bad-ref', `there is no original ${String(ref)}`)
      return { contents: [{ uri: uri.href, mimeType: 'text/plain', text: original.content }] }
    },
  )
}

interface Listed {
  uri: string
  name: string
}

async function listed({ store, scope }: McpDesk): Promise<Listed[]> {
  const found: Listed[] = []
  for await (const { name } of store.list(scope as Scope)) {
    const [kind, ref] = name.split('.')
    if (kind === 'original' && ref !== undefined)
      found.push({ uri: `headroom://original/${ref}`, name: ref })
    if (found.length === MOST_LISTED) break
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1))
}
