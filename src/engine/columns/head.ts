import { endOfGuarded } from './spell-cell.ts'

/** Never holds a delimiter or the first character of a mark. */
const BARE_NAME = /^[\w.$/@:-]+$/

/** A column's name in the head: bare where that is safe, else as a JSON string. */
export function printName(name: string): string {
  return BARE_NAME.test(name) ? name : JSON.stringify(name)
}

/** A column's name and mark as they stand in the head. */
export interface ColumnHead {
  readonly name: string
  readonly mark: Mark
}

/** How cells of a column are to be read. */
export type Mark =
  | { readonly kind: 'as-is' | 'delta' | 'stamps' | 'dates' | 'carry' }
  | { readonly kind: 'constant' | 'default'; readonly value: string }
  | { readonly kind: 'template' | 'exceptions' | 'hole'; readonly parts: readonly string[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, string> }
  | { readonly kind: 'step'; readonly first: number; readonly by: number }

/** Reads a head that `encodeTable` wrote; `undefined` for anything else. */
export function parseHead(head: string, delimiter: string): readonly ColumnHead[] | undefined {
  const columns: ColumnHead[] = []
  let at = 0
  while (at <= head.length) {
    const nameEnd = endOfName(head, at)
    const name = readName(head.slice(at, nameEnd))
    const parsed = parseMark(head, nameEnd, delimiter)
    if (name === undefined || parsed === undefined) return undefined
    columns.push({ name, mark: parsed.mark })
    if (parsed.end < head.length && !head.startsWith(delimiter, parsed.end)) return undefined
    at = parsed.end + delimiter.length
  }
  return columns
}

function endOfName(head: string, start: number): number {
  if (head.charAt(start) === '"') return endOfGuarded(head, start)
  let end = start
  while (end < head.length && BARE_NAME.test(head.charAt(end))) end++
  return end
}

function readName(spelled: string): string | undefined {
  if (!spelled.startsWith('"')) return spelled === '' ? undefined : spelled
  try {
    const name: unknown = JSON.parse(spelled)
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}

interface ParsedMark {
  readonly mark: Mark
  readonly end: number
}

function parseMark(head: string, at: number, delimiter: string): ParsedMark | undefined {
  if (head.startsWith('+=t', at)) return { mark: { kind: 'stamps' }, end: at + 3 }
  if (head.startsWith('+=d', at)) return { mark: { kind: 'dates' }, end: at + 3 }
  if (head.startsWith('+=', at)) return { mark: { kind: 'delta' }, end: at + 2 }
  if (head.startsWith('?=`', at)) return parseTemplate(head, at + 3, 'exceptions')
  if (head.startsWith('?=', at)) return parseValue(head, { at: at + 2, delimiter, kind: 'default' })
  if (head.startsWith('=`', at)) return parseTemplate(head, at + 2, 'template')
  if (head.startsWith('=', at)) return parseValue(head, { at: at + 1, delimiter, kind: 'constant' })
  if (head.startsWith('{', at)) return parseDictionary(head, at + 1)
  if (head.startsWith('#', at)) return parseStep(head, at + 1, delimiter)
  if (head.startsWith('^', at)) return { mark: { kind: 'carry' }, end: at + 1 }
  return { mark: { kind: 'as-is' }, end: at }
}

interface ValuePlace {
  readonly at: number
  readonly delimiter: string
  readonly kind: 'constant' | 'default'
}

function parseValue(head: string, { at, delimiter, kind }: ValuePlace): ParsedMark | undefined {
  const guarded = endOfGuarded(head, at)
  const next = guarded > at ? guarded : head.indexOf(delimiter, at)
  const end = next === -1 ? head.length : next
  return end === at ? undefined : { mark: { kind, value: head.slice(at, end) }, end }
}

/** Odd parts are column names; an empty name is the hole. */
function parseTemplate(
  head: string,
  at: number,
  kind: 'template' | 'exceptions',
): ParsedMark | undefined {
  const close = head.indexOf('`', at)
  if (close === -1) return undefined
  const parts = splitPattern(head.slice(at, close))
  if (parts === undefined) return undefined
  const holes = parts.filter((part, index) => index % 2 === 1 && part === '').length
  if (holes > (kind === 'exceptions' ? 0 : 1)) return undefined
  return { mark: { kind: holes === 1 ? 'hole' : kind, parts }, end: close + 1 }
}

/** Fixed texts and names in turn, a fixed text first and last; `{{` and `}}` are braces of the text. */
function splitPattern(pattern: string): readonly string[] | undefined {
  const parts: string[] = []
  let fixed = ''
  let from = 0
  for (const { index, 0: mark } of pattern.matchAll(/\{\{|\}\}|\{[^{}]*\}|[{}]/g)) {
    if (index < from) return undefined
    fixed += pattern.slice(from, index)
    from = index + mark.length
    if (mark.length === 1) return undefined
    if (mark === '{{' || mark === '}}') fixed += mark.charAt(0)
    else {
      parts.push(fixed, mark.slice(1, -1))
      fixed = ''
    }
  }
  return [...parts, fixed + pattern.slice(from)]
}

function parseDictionary(head: string, start: number): ParsedMark | undefined {
  const entries = new Map<string, string>()
  let at = start
  while (true) {
    const sign = head.indexOf('=', at)
    if (sign === -1) return undefined
    const code = head.slice(at, sign)
    const guarded = endOfGuarded(head, sign + 1)
    let end = guarded
    while (end < head.length && !';}'.includes(head.charAt(end))) end++
    if (!/^[a-z]{1,3}$/.test(code) || end >= head.length || end === sign + 1) return undefined
    entries.set(code, head.slice(sign + 1, end))
    if (head.charAt(end) === '}') return { mark: { kind: 'dictionary', entries }, end: end + 1 }
    at = end + 1
  }
}

function parseStep(head: string, at: number, delimiter: string): ParsedMark | undefined {
  const next = head.indexOf(delimiter, at)
  const end = next === -1 ? head.length : next
  const [, first, by] = /^(-?\d{1,15})\+(-?\d{1,16})$/.exec(head.slice(at, end)) ?? []
  if (first === undefined || by === undefined) return undefined
  return { mark: { kind: 'step', first: Number(first), by: Number(by) }, end }
}
