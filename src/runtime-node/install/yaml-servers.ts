import { InstallFailure } from './failure.ts'
import { type ServerEntry, type ServerFormat, sameWords } from './server-entry.ts'

export interface YamlShape {
  /** The member of the whole that holds the servers. */
  readonly key: string
  /** Entries of a list that are named within, rather than members. */
  readonly isList: boolean
  readonly commandKey: string
  /** Lines of an entry besides its command. */
  readonly extra: readonly string[]
  /** What a file begins with that is made anew. */
  readonly head?: string
}

/** Servers below a member of a YAML file; every other line stays as it is. */
export function yamlServers(shape: YamlShape): ServerFormat {
  const read = (text: string, name: string): ServerEntry | undefined => {
    const lines = text.split('\n')
    const block = entryAt(lines, shape, name)
    return block === undefined ? undefined : entryIn(lines.slice(block.from, block.to), shape)
  }
  const remove = (text: string, name: string): string => {
    const lines = text.split('\n')
    const block = entryAt(lines, shape, name)
    if (block === undefined) return text
    const kept = [...lines.slice(0, block.from), ...lines.slice(block.to)]
    const parent = parentAt(kept, shape)
    const isEmpty = parent !== undefined && parent.to <= parent.from + 1
    return (isEmpty ? kept.filter((_, at) => at !== parent.from) : kept).join('\n')
  }
  return {
    read,
    remove,
    put(text, name, argv) {
      const known = read(text, name)
      if (known !== undefined && sameWords(known.argv, argv)) return text
      return inserted(known === undefined ? text : remove(text, name), shape, { name, argv })
    },
    restart() {
      throw new InstallFailure('is YAML: put `headroom mcp gateway --` before the command by hand')
    },
  }
}

interface Block {
  readonly from: number
  readonly to: number
  readonly indent: number
}

function inserted(
  text: string,
  shape: YamlShape,
  { name, argv }: { readonly name: string; readonly argv: readonly string[] },
): string {
  const whole = text.trim() === '' ? (shape.head ?? '') : text
  const lines = whole.split('\n')
  const parent = parentAt(lines, shape)
  const eol = whole.includes('\r\n') ? '\r' : ''
  const indent = parent === undefined || parent.indent < 0 ? 2 : parent.indent
  const entry = entryLines(shape, name, argv).map((line) => ' '.repeat(indent) + line + eol)
  if (parent === undefined) {
    const gap = whole === '' || whole.endsWith('\n') ? '' : `${eol}\n`
    return `${whole}${gap}${shape.key}:${eol}\n${entry.join('\n')}\n`
  }
  const head = `${shape.key}:${eol}`
  return [...lines.slice(0, parent.from), head, ...entry, ...lines.slice(parent.from + 1)].join(
    '\n',
  )
}

function entryLines(
  { isList, commandKey, extra }: YamlShape,
  name: string,
  [command = '', ...args]: readonly string[],
): readonly string[] {
  const body = [
    `${commandKey}: ${JSON.stringify(command)}`,
    `args: [${args.map((arg) => JSON.stringify(arg)).join(', ')}]`,
    ...extra,
  ]
  const head = isList ? `- name: ${name}` : `${name}:`
  return [head, ...(isList ? body : [`name: ${name}`, ...body]).map((line) => `  ${line}`)]
}

const indentOf = (line: string): number => line.length - line.trimStart().length
const isBlank = (line: string): boolean => /^\s*(?:#.*)?$/.test(line)

/** The member's line, the end of what is below it, and how far that is indented; -1 where nothing is. */
function parentAt(lines: readonly string[], { key, isList }: YamlShape): Block | undefined {
  const from = lines.findIndex((line) => line.startsWith(`${key}:`))
  const line = lines[from]
  if (line === undefined) return undefined
  const value = line
    .slice(key.length + 1)
    .replace(/\s#.*$/, '')
    .trim()
  if (!['', '{}', '[]', 'null', '~'].includes(value))
    throw new InstallFailure(`writes "${key}" on one line, which has to be changed by hand`)
  const first = lines.slice(from + 1).find((one) => !isBlank(one))
  const least = isList ? 0 : 1
  const isBelow = (one: string): boolean =>
    indentOf(one) >= least && (indentOf(one) > 0 || one.startsWith('-'))
  const to = lines.findIndex((one, at) => at > from && !isBlank(one) && !isBelow(one))
  const end = to < 0 ? lengthOf(lines) : to
  const indent = first !== undefined && isBelow(first) ? indentOf(first) : -1
  return { from, to: indent < 0 ? from + 1 : end, indent }
}

function lengthOf(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length
}

function entryAt(lines: readonly string[], shape: YamlShape, name: string): Block | undefined {
  if (lines.some((line) => /^ *\t/.test(line)))
    throw new InstallFailure('is no valid YAML: a line is indented with a tab')
  const parent = parentAt(lines, shape)
  if (parent === undefined || parent.indent < 0) return undefined
  const begins = (line: string): boolean => indentOf(line) === parent.indent && !isBlank(line)
  const starts = lines.flatMap((line, at) =>
    at > parent.from && at < parent.to && begins(line) ? [at] : [],
  )
  const blocks = starts.map((from, at) => ({ from, to: starts[at + 1] ?? parent.to }))
  const found = blocks.find(({ from, to }) => nameOf(lines.slice(from, to), shape) === name)
  return found === undefined ? undefined : { ...found, indent: parent.indent }
}

function nameOf(block: readonly string[], { isList }: YamlShape): string | undefined {
  const line = isList ? block.find((one) => /^[\s-]*name:/.test(one)) : block[0]
  const text = isList ? line?.replace(/^[\s-]*name:/, '') : line?.replace(/:.*$/s, '')
  return text === undefined ? undefined : scalar(text)
}

function entryIn(block: readonly string[], { commandKey }: YamlShape): ServerEntry {
  const value = (key: string): string =>
    block.find((line) => line.trimStart().startsWith(`${key}:`))?.replace(/^[^:]*:/, '') ?? ''
  const args = [...value('args').matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([text]) => scalar(text))
  return { argv: [scalar(value(commandKey)), ...args] }
}

function scalar(text: string): string {
  const bare = text.trim()
  try {
    return bare.startsWith('"') ? String(JSON.parse(bare)) : bare.replace(/^'|'$/g, '')
  } catch {
    return bare
  }
}
