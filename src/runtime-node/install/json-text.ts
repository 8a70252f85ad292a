import {
  applyEdits,
  type JSONPath,
  modify,
  type ParseError,
  parse,
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
