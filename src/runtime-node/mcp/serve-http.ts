import { createMcpHandler } from '@modelcontextprotocol/server'
import type { McpDesk } from './desk.ts'
import { LARGEST_REQUEST, type ListeningMcp, listenForMcp, type McpPlace } from './listen.ts'
import { createMcpServer } from './server.ts'

/** Serves any number of clients over Streamable HTTP; throws as `listenForMcp` does. */
export async function serveMcpOverHttp(desk: McpDesk, place: McpPlace): Promise<ListeningMcp> {
  const handler = createMcpHandler(() => createMcpServer(desk), {
    maxRequestBodySize: LARGEST_REQUEST,
    onerror: (error) => process.stderr.write(`headroom: ${error.message}\n`),
  })
  return await listenForMcp(handler, place)
}
