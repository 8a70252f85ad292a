import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { McpDesk } from './desk.ts'
import { pipeWire } from './gateway/pipe-wire.ts'
import { createMcpServer } from './server.ts'
import { StdioLines } from './stdio-lines.ts'

/** Serves one client over standard input and output, until it goes. Errors go to standard error. */
export async function serveMcpOverStdio(desk: McpDesk): Promise<void> {
  const gone = new Promise<void>((resolve) => process.stdin.once('close', resolve))
  const wire = pipeWire(process.stdin, process.stdout)
  const handle = serveStdio(() => createMcpServer(desk), {
    transport: new StdioLines(wire, () => void process.stdin.destroy()),
    onerror: (error) => process.stderr.write(`headroom: ${error.message}\n`),
  })
  await gone
  await handle.close()
}
