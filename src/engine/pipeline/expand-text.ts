import type { CompressContext } from '../contracts/compressor.ts'
import type { Earlier } from '../contracts/earlier.ts'
import { parseShortened, printShortened } from '../recall/marker.ts'
import { checksum } from '../text/checksum.ts'
import { parsePacked } from '../text/packed-header.ts'
import { type PartsDesk, partsOn } from './parts.ts'
import { unpackContextOn } from './unpack-part.ts'

/** What reading our own forms needs. */
export interface Reader extends PartsDesk {
  /** The tool results before the text, where it is one itself. */
  readonly earlier?: Earlier | undefined
}

/**
 * Undoes one packed block from its text and the tool results before it: the original, or, for a folded one, its marker line
 * over exactly the kept spans and gap lines. Any text that is not our own output comes back as it
 * is, also one that only quotes or forges the form.
 */
export function expandText(text: string, reader: Reader): string {
  const shortened = parseShortened(text)
  if (shortened === undefined) return unpackOurs(text, false, reader) ?? text
  const { marker, body: left } = shortened
  const body = unpackOurs(left, typeof marker.shows !== 'string', reader)
  return body === undefined ? text : printShortened({ marker, body })
}

/** True for a whole block that this engine wrote: such a block is never compressed again. */
export function isOurs(text: string, reader: Reader): boolean {
  return parseShortened(text) !== undefined || unpackOurs(text, false, reader) !== undefined
}

/** Ours is what reads, checks, and would be printed so again (law 4); `undefined` for all else. */
export function unpackOurs(text: string, folded: boolean, reader: Reader): string | undefined {
  const header = parsePacked(text)
  if (header === undefined) return undefined
  const packer = reader.workshop.packers.find(({ form }) => form === header.form)
  const { earlier } = reader
  const original = packer?.unpack(text, unpackContextOn(reader.workshop.packers, { earlier }))
  if (packer === undefined || original === undefined) return undefined
  if (checksum(original) !== header.check) return undefined
  const kind = packer.accepts[0] ?? 'unknown'
  const passage = { text: original, content: { kind, confidence: 100 }, folded }
  const context = contextOf(reader)
  const again = packer.repack?.(passage, text, context) ?? packer.pack(passage, context)
  return again === text ? original : undefined
}

function contextOf(reader: Reader): CompressContext {
  const plain = { query: '', targetTokens: 0, countTokens: reader.countReference }
  const parts = partsOn(reader)
  return {
    ...plain,
    signal: reader.signal,
    ...(parts === undefined ? {} : { parts }),
    ...(reader.earlier === undefined ? {} : { earlier: reader.earlier }),
  }
}
