import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { McpDesk } from './desk.ts'
import { createMcpServer } from './server.ts'

/** Serves one client over standard input and output, until it goes. Errors go to standard error. */
export async function serveMcpOverStdio(desk: McpDesk): Promise<void> {
  const gone = new Promise<void>((resolve) => process.stdin.once('close', resolve))
  const handle = serveStdio(() => createMcpServer(desk), {
    onerror: (error) => process.stderr.write(`headroom: ${error.message}\n`),
  })
  await gone
  await handle.close()
}
