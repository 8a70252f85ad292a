import { isMap, isSeq, type ParsedNode } from 'yaml'
import { InstallFailure } from './failure.ts'
import { type ServerEntry, type ServerFormat, sameWords } from './server-entry.ts'
import { restartedYaml } from './yaml-restart.ts'
import {
  isEmpty,
  lineBreakOf,
  lineEnd,
  lineStart,
  meaningOf,
  pairOf,
  readYaml,
  spliced,
  valueAt,
  wordOf,
  wordsOf,
  type YamlMembers,
  type YamlPair,
} from './yaml-text.ts'

export interface YamlShape {
  /** The member of the whole that holds the servers. */
  readonly key: string
  /** Entries of a list that are named within, rather than members. */
  readonly isList: boolean
  readonly commandKey: string
  readonly urlKey: string
  /** What goes along with requests to a server elsewhere. */
  readonly headerKeys: readonly string[]
  /** Lines of an entry besides its command. */
  readonly extra: readonly string[]
  /** What a file begins with that is made anew. */
  readonly head?: string
}

/** Servers below a member of a YAML file; every other byte stays as it is. */
export function yamlServers(shape: YamlShape): ServerFormat {
  const read = (text: string, name: string): ServerEntry | undefined => {
    const entry = entryOf(readYaml(text), shape, name)
    return entry === undefined ? undefined : meantBy(entry.members, shape)
  }
  const restart: ServerFormat['restart'] = (text, name, argv) => {
    const entry = entryOf(readYaml(text), shape, name)
    if (entry === undefined) return text
    const after = restartedYaml(text, entry.members, { ...shape, name, argv })
    return proven(text, after, { shape, name, argv })
  }
  return {
    read,
    restart,
    put(text, name, argv) {
      const known = read(text, name)
      if (known !== undefined && sameWords(known.argv, argv)) return text
      if (known !== undefined) return restart(text, name, argv)
      const whole = text.trim() === '' ? (shape.head ?? '') : text
      return proven(whole, inserted(whole, shape, { name, argv }), { shape, name, argv })
    },
    remove(text, name) {
      const entry = entryOf(readYaml(text), shape, name)
      if (entry === undefined) return text
      return proven(text, removed(text, shape, entry), { shape, name })
    },
  }
}

interface Entry {
  readonly members: YamlMembers
  /** Where its key or its name begins, and how many entries there are. */
  readonly from: number
  readonly of: number
}

function entryOf(
  whole: YamlMembers | undefined,
  { key, isList }: YamlShape,
  name: string,
): Entry | undefined {
  const servers = valueAt(whole, key)
  const of = isMap(servers) || isSeq(servers) ? servers.items.length : 0
  if (isList) {
    const items: readonly unknown[] = isSeq(servers) ? servers.items : []
    const members = items
      .filter((item): item is YamlMembers => isMap(item))
      .find((item) => wordOf(valueAt(item, 'name')) === name)
    return members === undefined ? undefined : { members, from: members.range[0], of }
  }
  const pair = isMap(servers) ? pairOf(servers as YamlMembers, name) : undefined
  const members = pair?.value
  return isMap(members) && pair !== undefined
    ? { members: members as YamlMembers, from: startOf(pair), of }
    : undefined
}

function startOf({ key }: YamlPair): number {
  return key.range[0]
}

function meantBy(entry: YamlMembers, { commandKey, urlKey, headerKeys }: YamlShape): ServerEntry {
  const command = wordOf(valueAt(entry, commandKey))
  const transport = wordOf(valueAt(entry, 'type'))
  const url = wordOf(valueAt(entry, urlKey))
  if (command !== '') return { argv: [command, ...wordsOf(valueAt(entry, 'args'))], transport }
  if (url === '') return { argv: [], transport }
  const hasHeaders = headerKeys.some((key) => !isEmpty(valueAt(entry, key)))
  return { argv: [], url, transport, hasHeaders }
}

interface Put {
  readonly name: string
  readonly argv: readonly string[]
}

function inserted(whole: string, shape: YamlShape, put: Put): string {
  const eol = lineBreakOf(whole)
  const pair = pairOf(readYaml(whole), shape.key)
  const lines = (indent: number): string =>
    entryLines(shape, put)
      .map((line) => ' '.repeat(indent) + line + eol)
      .join('')
  if (pair === undefined) {
    const gap = whole === '' || whole.endsWith('\n') ? '' : eol
    return `${whole}${gap}${shape.key}:${eol}${lines(2)}`
  }
  const { value } = pair
  const at = lineEnd(whole, pair.key.range[1])
  const gap = whole.slice(0, at).endsWith('\n') ? '' : eol
  if (isEmpty(value)) {
    const from = value?.range[0] ?? at
    return spliced(whole, [
      { from, to: value?.range[1] ?? at, text: '' },
      { from: at, to: at, text: gap + lines(2) },
    ])
  }
  return spliced(whole, [{ from: at, to: at, text: lines(columnOf(whole, value, shape)) }])
}

/** How far entries are indented. */
function columnOf(text: string, value: ParsedNode | null, { key }: YamlShape): number {
  const at = value?.range[0] ?? 0
  const indent = text.slice(lineStart(text, at), at)
  if (/^ *$/.test(indent) && (isMap(value) || isSeq(value)) && value.flow !== true)
    return indent.length
  throw new InstallFailure(`writes "${key}" on one line, which has to be changed by hand`)
}

function entryLines({ isList, commandKey, extra }: YamlShape, { name, argv }: Put): string[] {
  const [command = '', ...args] = argv
  const body = [
    `${commandKey}: ${JSON.stringify(command)}`,
    `args: [${args.map((arg) => JSON.stringify(arg)).join(', ')}]`,
    ...extra,
  ]
  const head = isList ? `- name: ${name}` : `${name}:`
  return [head, ...(isList ? body : [`name: ${name}`, ...body]).map((line) => `  ${line}`)]
}

function removed(text: string, { key }: YamlShape, { members, from, of }: Entry): string {
  const start = lineStart(text, from)
  if (!/^[ -]*$/.test(text.slice(start, from)))
    throw new InstallFailure(`writes "${key}" on one line, which has to be changed by hand`)
  const end = from + text.slice(from, members.range[1]).trimEnd().length
  const own = { from: start, to: lineEnd(text, end), text: '' }
  const parent = of === 1 ? pairOf(readYaml(text), key) : undefined
  if (parent === undefined) return spliced(text, [own])
  const at = startOf(parent)
  return spliced(text, [own, { from: at, to: lineEnd(text, parent.key.range[1]), text: '' }])
}

interface Meant {
  readonly shape: YamlShape
  readonly name: string
  /** How the server is to be started; `undefined` where it is to be gone. */
  readonly argv?: readonly string[]
}

/** Refuses a text in which more has changed than was to change: a way of writing that was not thought of. */
function proven(before: string, after: string, meant: Meant): string {
  if (isAsMeant(before, after, meant)) return after
  throw new InstallFailure(`writes "${meant.name}" in a way that has to be changed by hand`)
}

function isAsMeant(before: string, after: string, { shape, name, argv }: Meant): boolean {
  try {
    const entry = entryOf(readYaml(after), shape, name)
    const now = entry === undefined ? undefined : meantBy(entry.members, shape).argv
    if (!sameWords(now ?? [], argv ?? [])) return false
    const [old, fresh] = [contentOf(before, shape, name), contentOf(after, shape, name)]
    const isRestart = old.own !== undefined && fresh.own !== undefined
    return old.others === fresh.others && (!isRestart || old.own === fresh.own)
  } catch {
    return false
  }
}

/** A text's meaning but for how one server is started, and that server's own. */
function contentOf(
  text: string,
  { key, isList, commandKey, urlKey }: YamlShape,
  name: string,
): { readonly others: string; readonly own: string | undefined } {
  const { [key]: servers, ...rest } = meaningOf(text)
  const named = Object.entries(servers ?? {}).map(([member, server]): [unknown, unknown] =>
    isList ? [server?.name, server] : [member, server],
  )
  const started = [commandKey, urlKey, 'args', 'type']
  const own = named.find(([one]) => one === name)
  return {
    others: JSON.stringify([rest, named.filter(([one]) => one !== name)]),
    own:
      own && JSON.stringify(own, (member, value) => (started.includes(member) ? undefined : value)),
  }
}
