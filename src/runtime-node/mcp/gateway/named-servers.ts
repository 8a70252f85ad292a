import { EngineError } from '../../../engine/index.ts'
import { isRecord, type Message } from './frame.ts'
import type { NamedServers, ServerPlace } from './open-server.ts'

/** Ends before `__`, which stands between it and a tool's name. */
const NAME = /^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/

/** `name=COMMAND ARGS…`, words apart by spaces where they are not in quotes. */
export function serverFromFlag(flag: string): NamedServers[number] {
  const [, name = '', line = ''] = /^([^=]*)=(.*)$/s.exec(flag) ?? []
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
  const [command, ...args] = words.map(([, double, single, bare]) => double ?? single ?? bare ?? '')
  if (command === undefined) throw refused(`--server must be name=COMMAND, got ${flag}`)
  return [checkedName(name), { command, args }]
}

/** The servers of an agent's own file: an object `mcpServers` (or `servers`) of `{command, args, env}` or `{url, headers}`. */
export function serversFromFile(text: string): NamedServers {
  const file = parsed(text)
  const servers = isRecord(file) ? (file['mcpServers'] ?? file['servers']) : undefined
  if (!isRecord(servers)) throw refused('the file of servers must hold an object mcpServers')
  return Object.entries(servers).map(([name, place]) => [checkedName(name), placeOf(name, place)])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refused('the file of servers is no JSON')
  }
}

function placeOf(name: string, place: unknown): ServerPlace {
  const { command, args = [], env = {}, url, headers = {} } = isRecord(place) ? place : {}
  const isCommand = typeof command === 'string' && Array.isArray(args) && isTexts(env)
  if (isCommand && args.every((arg): arg is string => typeof arg === 'string'))
    return { command, args, env: env as Readonly<Record<string, string>> }
  if (isAddress(url) && isTexts(headers))
    return { url, headers: headers as Readonly<Record<string, string>> }
  throw refused(`the server ${name} must have a command with args and env, or an url with headers`)
}

/** True for an address that can be asked over HTTP. */
export function isAddress(url: unknown): url is string {
  return typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}

function isTexts(value: unknown): value is Message {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string')
}

function checkedName(name: string): string {
  if (NAME.test(name)) return name
  throw refused(`a server's name has letters and digits, and - or _ between them, got ${name}`)
}

function refused(message: string): EngineError {
  return new EngineError('bad-options', message)
}
