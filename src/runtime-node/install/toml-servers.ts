import { InstallFailure } from './failure.ts'
import { type ServerEntry, type ServerFormat, sameWords } from './server-entry.ts'

/** Servers as tables `[mcp_servers.NAME]`; every other line stays as it is. */
export const TOML_SERVERS: ServerFormat = {
  read: (text, name) => {
    checkToml(text)
    const table = tableOf(text, name)
    return table === undefined ? undefined : entryIn(text.slice(table.from, table.to))
  },
  put(text, name, argv) {
    const known = TOML_SERVERS.read(text, name)
    if (known !== undefined && sameWords(known.argv, argv)) return text
    const eol = text.includes('\r\n') ? '\r\n' : '\n'
    const lines = [`[mcp_servers.${name}]`, ...startLines(argv)]
    const body = `${lines.join(eol)}${eol}`
    const kept = known === undefined ? text : TOML_SERVERS.remove(text, name)
    const gap = kept === '' ? '' : kept.endsWith('\n') ? eol : eol + eol
    return kept + gap + body
  },
  remove(text, name) {
    const table = tableOf(text, name)
    if (table === undefined) return text
    return text.slice(0, table.from).replace(/(\r?\n)\r?\n$/, '$1') + text.slice(table.to)
  },
  restart(text, name, argv) {
    const table = tableOf(text, name)
    if (table === undefined) return text
    const own = text.slice(table.from, table.to)
    const eol = text.includes('\r\n') ? '\r\n' : '\n'
    const bare = ['command', 'args', 'url'].reduce(withoutKey, own)
    const head = bare.indexOf('\n') < 0 ? bare.length : bare.indexOf('\n') + 1
    const lines = startLines(argv).map((line) => line + eol)
    const gap = bare.slice(0, head).endsWith('\n') ? '' : eol
    return (
      text.slice(0, table.from) +
      bare.slice(0, head) +
      gap +
      lines.join('') +
      bare.slice(head) +
      text.slice(table.to)
    )
  },
}

function startLines([command = '', ...args]: readonly string[]): readonly string[] {
  return [
    `command = ${JSON.stringify(command)}`,
    `args = [${args.map((arg) => JSON.stringify(arg)).join(', ')}]`,
  ]
}

interface Span {
  readonly from: number
  readonly to: number
}

/** A server's own table with those below it. */
function tableOf(text: string, name: string): Span | undefined {
  const heads = [...text.matchAll(/^[ \t]*\[\[?([^\]\r\n]*)\]\]?[ \t]*(?:#.*)?\r?$/gm)].map(
    (match) => ({
      path: (match[1] ?? '').replace(/["'\s]/g, ''),
      at: match.index,
    }),
  )
  const own = `mcp_servers.${name}`
  const first = heads.findIndex(({ path }) => path === own)
  const begin = heads[first]
  if (begin === undefined) return undefined
  const next = heads.slice(first + 1).find(({ path }) => !path.startsWith(`${own}.`))
  return { from: begin.at, to: next?.at ?? text.length }
}

function entryIn(table: string): ServerEntry {
  const own = table.slice(0, subTableIn(table))
  const url = stringsAt(own, 'url')[0]
  if (url !== undefined) return { argv: [], url, hasHeaders: /headers|bearer_token/.test(table) }
  return { argv: [...stringsAt(own, 'command'), ...stringsAt(own, 'args')] }
}

function subTableIn(table: string): number {
  const at = table.indexOf('\n[')
  return at < 0 ? table.length : at + 1
}

function stringsAt(table: string, key: string): readonly string[] {
  const span = spanOf(table, key)
  if (span === undefined) return []
  const value = table.slice(span.value, span.to)
  return [...value.matchAll(STRING)].map(([text]) => unquoted(text))
}

const STRING = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/g

function unquoted(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1)
  try {
    return String(JSON.parse(text))
  } catch {
    throw new InstallFailure(`has a string that can't be followed: ${text.slice(0, 20)}…`)
  }
}

/** Where a key's line begins, its value begins, and its value's last line ends. */
function spanOf(table: string, key: string): (Span & { readonly value: number }) | undefined {
  const head = new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*`, 'm').exec(table)
  if (head === null || head.index >= subTableIn(table)) return undefined
  const value = head.index + head[0].length
  const lineEnd = (at: number): number => {
    const end = table.indexOf('\n', at)
    return end < 0 ? table.length : end + 1
  }
  if (table[value] !== '[') return { from: head.index, value, to: lineEnd(value) }
  const blanked = table
    .slice(value)
    .replace(STRING, (text) => '_'.repeat(text.length))
    .replace(/#[^\n]*/g, (text) => '_'.repeat(text.length))
  const close = blanked.indexOf(']')
  if (close < 0) throw new InstallFailure(`has a list "${key}" without an end`)
  return { from: head.index, value, to: lineEnd(value + close) }
}

function withoutKey(table: string, key: string): string {
  const span = spanOf(table, key)
  return span === undefined ? table : table.slice(0, span.from) + table.slice(span.to)
}

/** Refuses what line by line could be read wrong; the agent itself would refuse most of it. */
function checkToml(text: string): void {
  if (/"""|'''/.test(text) && /^[ \t]*\[mcp_servers/m.test(insideLongStrings(text)))
    throw new InstallFailure('quotes a table of servers in a long string')
  if (/^[ \t]*mcp_servers[ \t]*[.=]/m.test(text))
    throw new InstallFailure('writes its servers on one line, which has to be changed by hand')
  const broken = text
    .split('\n')
    .findIndex(
      (line) => /^[ \t]*\[[\w".-]*[ \t]*\r?$/.test(line) && !/\]/.test(line) && /\w/.test(line),
    )
  if (broken >= 0) throw new InstallFailure(`is no valid TOML (line ${broken + 1})`)
}

function insideLongStrings(text: string): string {
  return text
    .split(/"""|'''/)
    .filter((_, at) => at % 2 === 1)
    .join('\n')
}
