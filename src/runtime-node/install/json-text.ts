import {
  applyEdits,
  findNodeAtLocation,
  type JSONPath,
  modify,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { InstallFailure } from './failure.ts'

/** The value of a JSON text, in which comments and trailing commas may stand. */
export function readJson(text: string): Readonly<Record<string, unknown>> {
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true })
  const [error] = errors
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split('\n').length
    throw new InstallFailure(`is no valid JSON (line ${line}: ${printParseErrorCode(error.error)})`)
  }
  if (value === undefined) return {}
  if (isRecord(value)) return value
  throw new InstallFailure('holds no JSON object')
}

/** The text with another value at `path`, indented as it is; comments and all else stay. `undefined` removes. */
export function editJson(text: string, path: JSONPath, value: unknown): string {
  const body = text.trim() === '' ? '{}\n' : text
  const indent = /^([ \t]+)\S/m.exec(body)?.[1] ?? '  '
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: body.includes('\r\n') ? '\r\n' : '\n',
  }
  return applyEdits(body, modify(body, path, value, { formattingOptions }))
}

/** The text without an item of the list at `path`, and without the comma between it and the next or the last. */
export function withoutItem(text: string, path: JSONPath, at: number): string {
  const tree = parseTree(text, [], { allowTrailingComma: true })
  const items = (tree && findNodeAtLocation(tree, path)?.children) ?? []
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]]
  if (item === undefined) return text
  const from = before === undefined ? item.offset : before.offset + before.length
  const isFirst = before === undefined && after !== undefined
  const to = isFirst ? after.offset : item.offset + item.length
  return text.slice(0, from) + text.slice(to)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** The member, if it is an object; refuses what is there but is none. */
export function objectIn(
  value: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const member = value[name]
  if (member === undefined) return {}
  if (isRecord(member)) return member
  throw new InstallFailure(`has a "${name}" that is no object`)
}
