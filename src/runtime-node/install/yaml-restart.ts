import { isScalar, isSeq, type ParsedNode } from 'yaml'
import { InstallFailure } from './failure.ts'
import {
  isEmpty,
  lineBreakOf,
  lineEnd,
  lineStart,
  pairOf,
  refuseShared,
  type Splice,
  spliced,
  valueAt,
  wordsOf,
  type YamlMembers,
  type YamlPair,
} from './yaml-text.ts'

interface Restart {
  readonly name: string
  readonly commandKey: string
  readonly urlKey: string
  readonly argv: readonly string[]
}

/** The text with another command for an entry; words that stay are not written anew. */
export function restartedYaml(text: string, entry: YamlMembers, restart: Restart): string {
  const { name, commandKey, urlKey, argv } = restart
  const [command = '', ...args] = argv
  refuseShared(entry, `"${name}"`)
  if (pairOf(entry, '<<') !== undefined)
    throw new InstallFailure(`takes "${name}" over from elsewhere, which has to be changed by hand`)
  const started = pairOf(entry, commandKey)
  const address = pairOf(entry, urlKey)
  if (started === undefined && address !== undefined)
    return spliced(text, [...fromAddress(text, { entry, address }, restart), ...asStdio(entry)])
  if (!isScalar(started?.value)) throw new InstallFailure(`says of "${name}" no command`)
  refuseShared(started.value, `the command of "${name}"`)
  const list = pairOf(entry, 'args')
  return spliced(text, [
    inPlace(started.value, quoted(command)),
    ...(list === undefined
      ? addedList(text, { entry, after: started.value }, args)
      : [...otherWords(text, list, { name, args })]),
  ])
}

function quoted(word: string): string {
  return JSON.stringify(word)
}

function listed(words: readonly string[]): string {
  return `[${words.map(quoted).join(', ')}]`
}

function inPlace({ range }: ParsedNode, text: string): Splice {
  return { from: range[0], to: range[1], text }
}

/** A command in the place of an address. */
function fromAddress(
  text: string,
  { entry, address }: { readonly entry: YamlMembers; readonly address: YamlPair },
  { name, commandKey, argv: [command = '', ...args] }: Restart,
): readonly Splice[] {
  refuseShared(address.value, `the address of "${name}"`)
  const from = address.key.range[0]
  const between = betweenMembers(text, entry, from)
  const put = `${commandKey}: ${quoted(command)}${between}args: ${listed(args)}`
  return [{ from, to: address.value?.range[1] ?? from, text: put }]
}

/** What says that the server is reached elsewhere says now that it is started. */
function asStdio(entry: YamlMembers): readonly Splice[] {
  const type = valueAt(entry, 'type')
  if (!isScalar(type) || isEmpty(type)) return []
  refuseShared(type, 'a type')
  return [inPlace(type, 'stdio')]
}

/** What separates the members of an entry, one of which begins at `from`. */
function betweenMembers(text: string, entry: YamlMembers, from: number): string {
  return entry.flow === true
    ? ', '
    : `${lineBreakOf(text)}${' '.repeat(from - lineStart(text, from))}`
}

/** A list of words for an entry that has none yet. */
function addedList(
  text: string,
  { entry, after }: { readonly entry: YamlMembers; readonly after: ParsedNode },
  args: readonly string[],
): readonly Splice[] {
  const end = after.range[1]
  const first = entry.items[0]?.key.range[0] ?? 0
  const put = `args: ${listed(args)}`
  if (entry.flow === true) return [{ from: end, to: end, text: `, ${put}` }]
  const at = lineEnd(text, end)
  const indent = ' '.repeat(first - lineStart(text, first))
  const eol = lineBreakOf(text)
  const isEnded = text.slice(0, at).endsWith('\n')
  return [{ from: at, to: at, text: isEnded ? indent + put + eol : eol + indent + put }]
}

/** Only what stands before the words that stay is written anew, so that remarks beside those stay too. */
function otherWords(
  text: string,
  { key, value }: YamlPair,
  { name, args }: { readonly name: string; readonly args: readonly string[] },
): readonly Splice[] {
  refuseShared(value, `the arguments of "${name}"`)
  if (value === null || value.range[0] === value.range[1]) {
    const at = text.indexOf(':', key.range[1]) + 1
    return [{ from: at, to: at, text: ` ${listed(args)}` }]
  }
  if (isEmpty(value)) return [inPlace(value, listed(args))]
  if (!isSeq(value)) throw new InstallFailure(`gives "${name}" arguments that are no list`)
  const items = value.items as readonly ParsedNode[]
  for (const item of items) refuseShared(item, `an argument of "${name}"`)
  const kept = sharedEnd(wordsOf(value), args)
  const [first, stays] = [items[0], items[items.length - kept]]
  const fresh = args.slice(0, args.length - kept)
  if (first === undefined || stays === undefined) return [inPlace(value, listed(args))]
  const [from, to] = [itemStart(text, first, value.flow), itemStart(text, stays, value.flow)]
  if (value.flow === true)
    return [{ from, to, text: fresh.map((word) => `${quoted(word)}, `).join('') }]
  const between = `${lineBreakOf(text)}${' '.repeat(from - lineStart(text, from))}`
  return [{ from, to, text: fresh.map((word) => `- ${quoted(word)}${between}`).join('') }]
}

function sharedEnd(one: readonly string[], other: readonly string[]): number {
  const at = one.toReversed().findIndex((word, index) => word !== other[other.length - 1 - index])
  return at < 0 ? one.length : at
}

/** Where an item of a list begins, with its dash where the list is of lines. */
function itemStart(text: string, { range: [at] }: ParsedNode, isFlow: boolean | undefined): number {
  return isFlow === true ? at : text.lastIndexOf('-', at - 1)
}
