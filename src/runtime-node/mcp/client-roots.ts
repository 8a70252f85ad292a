import { fileURLToPath } from 'node:url'
import type { McpServer } from '@modelcontextprotocol/server'

/** The folders that the client works in, where it says so; else the one that the server was started in. */
export async function clientRoots({ server }: McpServer): Promise<readonly string[]> {
  if (server.getClientCapabilities()?.roots === undefined) return [process.cwd()]
  try {
    const { roots } = await server.listRoots()
    return roots.flatMap(({ uri }) => (uri.startsWith('file:') ? [fileURLToPath(uri)] : []))
  } catch {
    return [process.cwd()]
  }
}
