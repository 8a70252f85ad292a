import type { Platform } from '../contracts/platform.ts'
import type { Scope, Store, StoreKey } from '../contracts/store.ts'
import { EngineError } from '../errors.ts'
import type { Ref } from '../ir/decision.ts'
import { sha256 } from '../text/sha256.ts'
import { parseRef, refsOf } from './ref.ts'

/**
 * The originals of folds and views in one store, and what was handed out of them; all of one
 * scope, which stands in every key. What the store throws comes through.
 */
export interface Originals {
  /**
   * The receipt a fold or view needs first: the text is stored under its full SHA-256, read back and
   * compared before its ref is given. Asked again for a text that is there, it only touches it.
   * Throws `EngineError('store-failed')` when the store does not give back what it took.
   */
  keep(original: string): Promise<Ref>
  /** `undefined` for what this scope does not hold, or holds no longer undamaged. */
  recall(ref: Ref): Promise<string | undefined>
  /** Spares the original from the store's bounds, as each marker still in sight should. */
  touch(ref: Ref): Promise<void>
  /** Notes a text that is being handed out, in the very form in which a reader gets it. */
  handOut(text: string, ref: Ref): Promise<void>
  /**
   * The refs out of which this very text was handed out; empty when it never was. Such a text is
   * not compressed again where a marker with one of these refs stands before it. (Alone it is no
   * reason: the raw source of a fold, handed out later, must fold as before, by law 2.)
   */
  handedOutFrom(text: string): Promise<readonly Ref[]>
}

/** Keeps originals in `store`, which stays the caller's to close. `host` may have a quicker digest. */
export function createOriginals(
  store: Store,
  scope: Scope,
  host: Pick<Platform, 'sha256'> = {},
): Originals {
  const shelf = { store, scope, digestOf: (text: string) => host.sha256?.(text) ?? sha256(text) }
  return {
    keep: (original) => keep(shelf, original),
    recall: (ref) => recall(shelf, ref),
    touch: (ref) => store.touch(originalKey(ref, scope)),
    handOut: (text, ref) => handOut(shelf, text, ref),
    handedOutFrom: async (text) =>
      text.length < SHORTEST_NOTED ? [] : parseRefs(await store.get(noteKey(text, shelf))),
  }
}

interface Shelf {
  readonly store: Store
  readonly scope: Scope
  digestOf(text: string): string
}

async function keep(shelf: Shelf, original: string): Promise<Ref> {
  const { store, scope } = shelf
  const digest = shelf.digestOf(original)
  const value = envelope(digest, original)
  for (const ref of refsOf(digest)) {
    const key = originalKey(ref, scope)
    // Touched before it is looked at: what is found then is not about to be swept.
    await store.touch(key)
    const found = await store.get(key)
    if (found === value) return ref
    if (found !== undefined && openEnvelope(found, shelf) !== undefined) continue // a clash
    await store.set(key, value)
    if ((await store.get(key)) === value) return ref
    throw new EngineError('store-failed', `the ${store.name} store did not give back what it took`)
  }
  throw new EngineError('store-failed', `the ${store.name} store holds another text of this digest`)
}

async function recall(shelf: Shelf, ref: Ref): Promise<string | undefined> {
  const { store, scope } = shelf
  const opened = openEnvelope((await store.get(originalKey(ref, scope))) ?? '', shelf)
  return opened !== undefined && refsOf(opened.digest).includes(ref) ? opened.original : undefined
}

async function handOut(shelf: Shelf, text: string, ref: Ref): Promise<void> {
  if (text.length < SHORTEST_NOTED) return
  const { store } = shelf
  const key = noteKey(text, shelf)
  const known = parseRefs(await store.get(key))
  if (known.includes(ref)) return await store.touch(key)
  await store.set(key, [ref, ...known].slice(0, MOST_SOURCES).join(' '))
}

function parseRefs(value: string | undefined): readonly Ref[] {
  return (value ?? '').split(' ').flatMap((text) => parseRef(text) ?? [])
}

/** Blocks below this are never compressed, so nothing need be remembered of them. */
const SHORTEST_NOTED = 64
/** A line may stand in many originals; the latest matter. */
const MOST_SOURCES = 8

function originalKey(ref: Ref, scope: Scope): StoreKey {
  return { scope, name: `original.${ref}` }
}

function noteKey(text: string, { scope, digestOf }: Shelf): StoreKey {
  return { scope, name: `handed-out.${digestOf(text)}` }
}

const ENVELOPE = /^original ([0-9a-f]{64}) (\d{1,10})$/
const LONGEST_HEAD = 100

/** The full digest and the length stand before the text, so that a clash or a cut is seen. */
function envelope(digest: string, original: string): string {
  return `original ${digest} ${original.length}\n${original}`
}

/** `undefined` for every value that is not, digit for digit, what `envelope` wrote. */
function openEnvelope(
  value: string,
  { digestOf }: Shelf,
): { readonly digest: string; readonly original: string } | undefined {
  const headEnd = value.slice(0, LONGEST_HEAD).indexOf('\n')
  const [, digest, length] = ENVELOPE.exec(value.slice(0, Math.max(0, headEnd))) ?? []
  const original = value.slice(headEnd + 1)
  if (digest === undefined || original.length !== Number(length)) return undefined
  return digestOf(original) === digest ? { digest, original } : undefined
}
