import type { Insertion } from '../contracts/dialect.ts'
import type { Conversation, Edit, Message } from '../ir/conversation.ts'
import type { ByteOffsets } from '../text/byte-offsets.ts'
import { sha256 } from '../text/sha256.ts'
import type { Calls } from './calls.ts'
import type { DialectName } from './dialect-name.ts'
import type { ListFormat } from './formats.ts'
import type { Frame } from './frame.ts'
import { inOrder, type JsonText, type Node } from './json-text.ts'
import { type Begun, type Patched, patchesOf, spliced, withPatch } from './patches.ts'
import {
  conversationOf,
  type Envelope,
  type HeardElement,
  type ReadElement,
} from './read-conversation.ts'
import { type Patch, Slot } from './slot.ts'

/** An element of a conversation as it stands in a body's bytes. */
export interface HeldElement extends HeardElement {
  /** Behind its last byte. */
  readonly end: number
  readonly slots: readonly Slot[]
}

/** What a body was read as. */
export interface HeldParts {
  readonly bytes: Uint8Array
  readonly compressUser: boolean
  readonly format: ListFormat
  readonly envelope: Envelope
  readonly frame: Frame
  readonly elements: readonly HeldElement[]
  /** The byte that closes the list of elements. */
  readonly listEnd: number
  /** As they are at its end. */
  readonly calls: Calls
}

/** The elements that a body begins with, as they stand in another that was read before. */
export interface Beginning {
  readonly before: HeldBody
  readonly elements: readonly HeldElement[]
  /** Behind the last byte of the last of them. */
  readonly end: number
}

/** What the user said first, and its digest. */
interface Opening {
  readonly message: Message | undefined
  readonly root: string
}

interface Written extends Patched {
  readonly insertions: readonly Insertion[]
  readonly bytes: Uint8Array
}

/** True for two runs of bytes that are the same. */
export type SameBytes = (one: Uint8Array, other: Uint8Array) => boolean

/** A request body that was read from its bytes, and can be written with some texts changed. */
export class HeldBody {
  readonly parts: HeldParts
  readonly dialect: DialectName
  readonly conversation: Conversation
  readonly opening: Opening
  /** What was written last: the same body is often asked for again. */
  private written: Written | undefined
  private readonly begun: Begun | undefined

  constructor(parts: HeldParts, beginning?: Beginning) {
    const { envelope, elements } = parts
    const messages = beginning === undefined ? undefined : messagesIn(beginning, envelope)
    const { dialect, conversation } = conversationOf(envelope, elements, messages)
    this.parts = parts
    this.dialect = dialect
    this.conversation = conversation
    this.opening = openingOf(conversation, beginning?.before.opening)
    this.begun = beginning?.before.begins(beginning.elements.length)
  }

  /** What was written of it, to one that begins with as many of its elements. */
  begins(shared: number): Begun | undefined {
    if (this.written === undefined) return undefined
    const { edits, patches } = this.written
    return { patched: { edits, patches }, shared }
  }

  /** Every byte that no edit or insertion changes is copied. */
  write(edits: readonly Edit[], insertions: readonly Insertion[] = []): Uint8Array {
    const { written } = this
    if (written?.edits === edits && isSameList(written.insertions, insertions)) return written.bytes
    const patches = patchesOf(this.parts.elements, edits, this.begun)
    const bytes = this.spliced(patches, insertions)
    this.written = { edits, patches, insertions, bytes }
    return bytes
  }

  /** Bytes that it keeps alive. */
  get size(): number {
    return this.parts.bytes.length + (this.written?.bytes.length ?? 0)
  }

  private spliced(patches: readonly Patch[], insertions: readonly Insertion[]): Uint8Array {
    const { bytes, frame, listEnd } = this.parts
    let all = patches
    for (const { at, text } of insertions) {
      const start = frame.byteOf(at, listEnd)
      all = withPatch(all, { start, end: start, bytes: new TextEncoder().encode(text) })
    }
    return all.length === 0 ? bytes : spliced(bytes, all)
  }

  /** How it begins; `undefined` for a body that nothing goes on from. */
  get glance(): Glance | undefined {
    const { bytes, elements, format } = this.parts
    const [first] = elements
    if (format === 'prompt' || first === undefined) return undefined
    return { end: first.end, digest: glanceAt(bytes, first.end) }
  }

  /** The elements that another body begins with, too, all that stands before them being the same. */
  sharedWith(bytes: Uint8Array, isSame: SameBytes): readonly HeldElement[] {
    const { bytes: own, elements, format } = this.parts
    const [first] = elements
    if (format === 'prompt' || first === undefined) return []
    if (glanceAt(own, first.end) !== glanceAt(bytes, first.end)) return []
    let [least, most] = [0, elements.length]
    let from = 0
    let tried = Math.max(1, most - LATEST)
    while (least < most) {
      const { end } = elements[tried - 1] ?? { end: 0 }
      if (end <= bytes.length && isSame(own.subarray(from, end), bytes.subarray(from, end))) {
        least = tried
        from = end
      } else most = tried - 1
      tried = (least + most + 1) >> 1
    }
    return least === elements.length ? elements : elements.slice(0, least)
  }
}

function isSameList<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at])
}

/** The messages that both begin with; `undefined` where what stands before them is another. */
function messagesIn(
  { before, elements }: Beginning,
  { system }: Envelope,
): readonly Message[] | undefined {
  if (before.parts.envelope.system !== system) return undefined
  return before.conversation.messages.slice(0, system.length + elements.length)
}

function openingOf({ messages }: Conversation, known: Opening | undefined): Opening {
  const message = messages.find(({ role }) => role === 'user')
  return known?.message === message && known !== undefined
    ? known
    : { message, root: rootOf(message) }
}

/** However its text is split into blocks, which depends on what is open in it. */
function rootOf(message: Message | undefined): string {
  const texts = (message?.blocks ?? []).map(({ text }) => text)
  return sha256(texts.join('')).slice(0, ROOT_DIGITS)
}

/** Enough that two conversations of one installation hardly ever share a name. */
const ROOT_DIGITS = 24

/** Elements at the end that many clients write anew with every request: the marker for the cache moves on. */
const LATEST = 4

/** What tells most beginnings of conversations apart. */
export interface Glance {
  /** Behind the last byte of the first element. */
  readonly end: number
  /** Of the bytes before it. */
  readonly digest: number
}

/** Bytes that a glance takes in. */
const GLANCE = 48

/** A digest of the bytes before `end` (FNV-1a): quicker than comparing all of them, where there are many to compare. */
export function glanceAt(bytes: Uint8Array, end: number): number {
  let digest = 0x811c9dc5
  for (let at = Math.max(0, end - GLANCE); at < end; at++) {
    digest = Math.imul(digest ^ (bytes[at] ?? 0), 0x01000193)
  }
  return digest
}

/** Elements with their places found in the bytes. */
export function held(
  read: readonly ReadElement<Node>[],
  nodes: readonly Node[],
  { source, offsets }: { readonly source: JsonText; readonly offsets: ByteOffsets },
): readonly HeldElement[] {
  return read.map(({ open, ...heard }, at) => {
    const sorted = inOrder(open)
    const spans = source.spansOf(sorted.map(({ place }) => place))
    const slots = sorted.flatMap(({ block }, index) => {
      const { start, end } = spans[index] ?? { start: 0, end: 0 }
      return [new Slot(block, offsets.of(start), offsets.of(end))]
    })
    return { slots, end: offsets.of(source.spanOf(nodes[at] ?? 0).end), ...heard }
  })
}
