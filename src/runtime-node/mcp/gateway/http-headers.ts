import { isRecord, type Message } from './frame.ts'

const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion'

/** What the revision 2026-07-28 wants said of a request in its headers, too; nothing for earlier ones. */
export function headersOfRequest({ method, params }: Message): Readonly<Record<string, string>> {
  const meta = isRecord(params) ? params['_meta'] : undefined
  const version = isRecord(meta) ? meta[VERSION_KEY] : undefined
  if (typeof method !== 'string' || typeof version !== 'string' || !isRecord(params)) return {}
  const field = NAMED_BY[method]
  const name = field === undefined ? undefined : params[field]
  return {
    'mcp-protocol-version': version,
    'mcp-method': method,
    ...(typeof name === 'string' ? { 'mcp-name': headerText(name) } : {}),
  }
}

const NAMED_BY: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
}

function headerText(value: string): string {
  if (/^[!-~](?:[ -~]*[!-~])?$/.test(value) && !value.startsWith('=?')) return value
  return `=?base64?${Buffer.from(value).toString('base64')}?=`
}
