import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import { InstallFailure } from './failure.ts'

export type YamlNode = ParsedNode | null | undefined
export type YamlMembers = YAMLMap.Parsed
export type YamlPair = Pair<ParsedNode, ParsedNode | null>

/** Text in the place of what stands from one offset to another. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The members of a YAML text, with their offsets; `undefined` for a text without any. Throws for all else. */
export function readYaml(text: string): YamlMembers | undefined {
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length
    throw new InstallFailure(`is no valid YAML (line ${line}: ${error.code})`)
  }
  const { contents } = document
  if (isMap(contents)) return contents as YamlMembers
  if (contents === null || (isScalar(contents) && contents.value === null)) return undefined
  throw new InstallFailure('holds no YAML mapping')
}

/** What a text means, as a value that can be compared. */
export function meaningOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return parseDocument(text, { logLevel: 'silent' }).toJS({ maxAliasCount: 1000 }) ?? {}
  } catch {
    throw new InstallFailure('has aliases that can’t be followed')
  }
}

export function pairOf(members: YamlMembers | undefined, key: string): YamlPair | undefined {
  return members?.items.find((pair) => isScalar(pair.key) && pair.key.value === key)
}

export function valueAt(members: YamlMembers | undefined, key: string): YamlNode {
  return pairOf(members, key)?.value
}

/** A value as a word of a command; empty where it is none. */
export function wordOf(node: YamlNode): string {
  if (!isScalar(node) || node.value === null) return ''
  return typeof node.value === 'string' ? node.value : node.source
}

/** The words of a list. */
export function wordsOf(node: YamlNode): readonly string[] {
  return isSeq(node) ? node.items.map((item) => wordOf(item as YamlNode)) : []
}

/** True for what holds nothing: no value, `~`, `{}`, `[]`. */
export function isEmpty(node: YamlNode): boolean {
  if (node === null || node === undefined) return true
  if (isScalar(node)) return node.value === null
  return !isAlias(node) && node.items.length === 0
}

/** Refuses a node that a change of would reach further than it says, or that is not written within a line. */
export function refuseShared(node: YamlNode, what: string): void {
  const found = peculiarityOf(node)
  if (found !== undefined)
    throw new InstallFailure(`writes ${what} with ${found}, which has to be changed by hand`)
}

function peculiarityOf(node: YamlNode): string | undefined {
  if (isAlias(node) || node?.anchor !== undefined) return 'an anchor or alias'
  if (node?.tag !== undefined) return 'a tag'
  return isScalar(node) && node.type?.startsWith('BLOCK') === true ? 'a block of lines' : undefined
}

export function spliced(text: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((one, other) => other.from - one.from)
    .reduce((whole, { from, to, text: put }) => whole.slice(0, from) + put + whole.slice(to), text)
}

/** Where the line that `at` stands in begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

/** Where the line that `at` stands in ends, behind its line break; `at` itself where one begins. */
export function lineEnd(text: string, at: number): number {
  if (at > 0 && text[at - 1] === '\n') return at
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
