/** The tool by which a model asks for an original. */
export const RECALL_TOOL = 'headroom_retrieve'

/**
 * How clients end what they put before the name of an MCP server's tool: `mcp__<server>__`,
 * `mcp_<server>_`, `<server>_`, `mcp--<server>--`, `<server>:`, `<server>.`, `<server>/`, and Cline's
 * `<server>0mcp0`.
 */
const JOINT = /(?:[_:./-]|0mcp0)$/

/** True for every name under which a client offers our recall tool: bare, or behind its server's name. */
export function isRecallTool(name: string): boolean {
  if (!name.endsWith(RECALL_TOOL)) return false
  const prefix = name.slice(0, -RECALL_TOOL.length)
  return prefix === '' || (JOINT.test(prefix) && /[A-Za-z0-9]/.test(prefix))
}
