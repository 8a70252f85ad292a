import type { ReadOptions } from '../contracts/dialect.ts'
import { ByteOffsets } from '../text/byte-offsets.ts'
import { Calls } from './calls.ts'
import { type FoundBody, findConversation } from './formats.ts'
import { Frame } from './frame.ts'
import { type Beginning, HeldBody, type HeldParts, held, type SameBytes } from './held-body.ts'
import { type JsonText, jsonTextSource, type Node } from './json-text.ts'
import { mayBeBody } from './may-be-body.ts'
import { readElements, readEnvelope } from './read-conversation.ts'

/** What reading bytes needs. */
export interface BytesOptions extends ReadOptions {
  /** Bodies that were read before; what the new one begins with is not read again. */
  readonly before: Iterable<HeldBody>
  readonly isSame: SameBytes
}

/**
 * Reads a request body. `undefined` means: pass it on as it came (not UTF-8, not strict JSON, or no body
 * we know). What comes out is the same whatever was read before.
 */
export function readBytes(bytes: Uint8Array, options: BytesOptions): HeldBody | undefined {
  const beginning = longestBeginning(bytes, options)
  if (beginning === undefined) return readWhole(bytes, options.compressUser)
  return (
    readBetween(bytes, beginning, options.isSame) ??
    readRest(bytes, beginning) ??
    readWhole(bytes, options.compressUser)
  )
}

function longestBeginning(
  bytes: Uint8Array,
  { before: known, compressUser, isSame }: BytesOptions,
): Beginning | undefined {
  let longest: Beginning | undefined
  for (const before of known) {
    if (before.parts.compressUser !== compressUser) continue
    const elements = before.sharedWith(bytes, isSame)
    const end = elements.at(-1)?.end ?? 0
    if (end > (longest?.end ?? 0)) longest = { before, elements, end }
  }
  return longest
}

function readWhole(bytes: Uint8Array, compressUser: boolean): HeldBody | undefined {
  const text = decoded(bytes)
  const source = text !== undefined && mayBeBody(text) ? jsonTextSource(text) : undefined
  const found = source && findConversation(source, source.root)
  if (text === undefined || source === undefined || found === undefined) return undefined
  const offsets = new ByteOffsets(text, { at: 0, byte: 0, end: bytes.length })
  return heldBody({ bytes, compressUser, text, source, found, offsets })
}

/** Where nothing but the elements that follow is new: reads those alone. */
function readBetween(
  bytes: Uint8Array,
  beginning: Beginning,
  isSame: SameBytes,
): HeldBody | undefined {
  const { before, end } = beginning
  const { parts } = before
  const listEnd = bytes.length - (parts.bytes.length - parts.listEnd)
  if (listEnd < end) return undefined
  if (!isSame(bytes.subarray(listEnd), parts.bytes.subarray(parts.listEnd))) return undefined
  if (isSame(bytes.subarray(end, listEnd), parts.bytes.subarray(end, parts.listEnd))) return before
  const rest = restOf(bytes, end, listEnd)
  if (rest === undefined) return undefined
  const text = `[${rest.text}]`
  const source = jsonTextSource(text)
  const nodes = source?.items(source.root)
  if (source === undefined || nodes === undefined || rest.isMore !== nodes.length > 0)
    return undefined
  const { format } = parts
  const { name } = parts.envelope
  const found = { source, format, name, elements: nodes.map((node) => source.object(node)) }
  const offsets = new ByteOffsets(text, { at: 1, byte: rest.start, end: listEnd + 1 })
  const read = readOn(found, nodes, { offsets, compressUser: parts.compressUser, beginning })
  return new HeldBody({ ...parts, ...read, bytes, listEnd }, beginning)
}

/** Reads what stands before the elements, and all that follows those that came before. */
function readRest(bytes: Uint8Array, beginning: Beginning): HeldBody | undefined {
  const { frame, format, compressUser, envelope } = beginning.before.parts
  const rest = restOf(bytes, beginning.end, bytes.length)
  if (rest === undefined) return undefined
  const text = frame.text.slice(0, frame.head) + rest.text
  const source = jsonTextSource(text)
  const found = source && findConversation(source, source.root, true)
  if (source === undefined || found?.format !== format) return undefined
  // Where the envelope told whose format it is, the elements were not asked.
  if (found.name !== envelope.name) return undefined
  const isSameList = source.spanOf(found.list).start === frame.head - 1
  if (!isSameList || rest.isMore !== found.elements.length > 0) return undefined
  const offsets = new ByteOffsets(text, { at: frame.head, byte: rest.start, end: bytes.length })
  return heldBody({ bytes, compressUser, text, source, found, offsets, beginning })
}

interface Rest {
  /** Without the comma before it. */
  readonly text: string
  /** Where it begins in the bytes. */
  readonly start: number
  /** True where a comma says that elements follow. */
  readonly isMore: boolean
}

/** What follows an element; `undefined` where nothing may follow so. */
function restOf(bytes: Uint8Array, from: number, to: number): Rest | undefined {
  const text = decoded(bytes.subarray(from, to))
  if (text === undefined) return undefined
  const comma = /^[ \t\r\n]*,/.exec(text)?.[0] ?? ''
  return { text: text.slice(comma.length), start: from + comma.length, isMore: comma !== '' }
}

/** `undefined` for what is no UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** How elements are read that may follow others. */
interface ReadingOn {
  readonly offsets: ByteOffsets
  readonly compressUser: boolean
  readonly beginning: Beginning | undefined
}

/** All elements: those that came before, and those that are read now. */
function readOn(
  found: Pick<FoundBody<Node>, 'format' | 'name' | 'elements'> & { readonly source: JsonText },
  nodes: readonly Node[],
  { offsets, compressUser, beginning }: ReadingOn,
): Pick<HeldParts, 'elements' | 'calls'> {
  const earlier = beginning?.elements ?? []
  const calls = callsAfter(beginning)
  const { source, name } = found
  const isNamed = name !== undefined
  const read = readElements(found, { first: earlier.length, compressUser, isNamed, calls })
  return { elements: earlier.concat(held(read, nodes, { source, offsets })), calls }
}

/** The calls made in elements that came before. */
function callsAfter(beginning: Beginning | undefined): Calls {
  if (beginning === undefined) return new Calls()
  const { before, elements } = beginning
  const { parts } = before
  const waiting = elements.at(-1)?.waiting ?? []
  const dropped = parts.elements.slice(elements.length)
  if (dropped.every(({ calls }) => calls.length === 0)) return new Calls(parts.calls, waiting)
  const again = new Calls()
  for (const { calls } of elements) again.add(calls)
  return new Calls(again, waiting)
}

/** A text with an envelope, and all that is known of it. */
interface Seen {
  readonly bytes: Uint8Array
  readonly compressUser: boolean
  readonly text: string
  readonly source: JsonText
  readonly found: FoundBody<Node>
  readonly offsets: ByteOffsets
  /** Elements that stand in the bytes before those in the text. */
  readonly beginning?: Beginning
}

function heldBody({ bytes, text, source, found, beginning, ...reading }: Seen): HeldBody {
  const { format, list } = found
  const { offsets, compressUser } = reading
  const nodes = source.items(list) ?? [source.root]
  const read = readOn({ ...found, source }, nodes, { ...reading, beginning })
  const { start, end } = source.spanOf(list)
  const hasList = format !== 'prompt'
  const frame = hasList
    ? new Frame(text.slice(0, start + 1) + text.slice(end - 1), start + 1)
    : new Frame(text, text.length)
  const listEnd = hasList ? offsets.of(end - 1) : bytes.length
  const envelope = readEnvelope(found)
  return new HeldBody({ ...read, bytes, compressUser, format, frame, listEnd, envelope }, beginning)
}
