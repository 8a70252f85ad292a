import { McpServer } from '@modelcontextprotocol/server'
import { AllowedFiles } from './allowed-files.ts'
import { clientRoots } from './client-roots.ts'
import { addCompressTool } from './compress-tool.ts'
import type { McpDesk } from './desk.ts'
import { addOriginals } from './originals.ts'
import { addReadTool } from './read-tool.ts'
import { addRetrieveTool } from './retrieve-tool.ts'
import { addStatsTool } from './stats-tool.ts'

const COST = 'Long tool output, logs, JSON and files cost tokens on every turn.'
const WITH_FILES =
  'headroom_read reads a file small, headroom_compress makes any text small; both mark what they left out, and headroom_retrieve gives it back.'
const WITHOUT_FILES =
  'headroom_compress makes any text small and marks what it left out; headroom_retrieve gives it back.'

/** One server for one connection or request; all of them share a desk. */
export function createMcpServer(desk: McpDesk): McpServer {
  const { version, roots } = desk
  const server = new McpServer(
    { name: 'headroom', title: 'Headroom Edge', version },
    { instructions: `${COST} ${roots === 'none' ? WITHOUT_FILES : WITH_FILES}` },
  )
  const files =
    roots === 'none'
      ? undefined
      : new AllowedFiles(async () => (roots.length > 0 ? roots : await clientRoots(server)))
  addCompressTool(server, desk, files)
  addRetrieveTool(server, desk)
  if (files !== undefined) addReadTool(server, desk, files)
  addStatsTool(server, desk)
  addOriginals(server, desk)
  return server
}
