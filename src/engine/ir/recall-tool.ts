/** The tool by which a model asks for an original. */
export const RECALL_TOOL = 'headroom_retrieve'

/**
 * True for every name under which a client offers our recall tool: bare, as an MCP client prefixes
 * it (`mcp__<server>__headroom_retrieve`), or as `<server>:headroom_retrieve`.
 */
export function isRecallTool(name: string): boolean {
  if (name === RECALL_TOOL) return true
  const ending = [`__${RECALL_TOOL}`, `:${RECALL_TOOL}`].find((end) => name.endsWith(end))
  if (ending === undefined) return false
  const server = name.slice(0, -ending.length)
  return ending.startsWith(':') ? server !== '' && !server.includes(':') : isMcpServer(server)
}

function isMcpServer(prefix: string): boolean {
  return prefix.startsWith('mcp__') && prefix.length > 'mcp__'.length
}
