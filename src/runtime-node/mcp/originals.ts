import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { EngineError } from '../../engine/index.ts'
import { keptRefs } from '../kept-refs.ts'
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

async function listed(desk: McpDesk): Promise<Listed[]> {
  const found = new Set<string>()
  for await (const ref of keptRefs(desk)) {
    found.add(ref)
    if (found.size === MOST_LISTED) break
  }
  return [...found].sort().map((name) => ({ uri: `headroom://original/${name}`, name }))
}
