import { createHash } from 'node:crypto'
import type { StoreKey } from '../engine/index.ts'

/** What a file of the store holds. */
export interface FileEntry {
  readonly key: StoreKey
  readonly value: string
}

/**
 * A file: the SHA-256 of all that follows its line, a line of JSON that names the key and the
 * encoding, then the value's bytes. The key is inside as well, so that a file moved to another
 * scope's folder is not taken for one of its own.
 */
export function encodeEntry({ key, value }: FileEntry): readonly [head: Buffer, value: Buffer] {
  const encoding = isWellFormed(value) ? 'utf8' : 'utf16le'
  const bytes = Buffer.from(value, encoding)
  const about = Buffer.from(`${JSON.stringify({ ...key, encoding })}\n`)
  const digest = createHash('sha256').update(about).update(bytes).digest('hex')
  return [Buffer.concat([Buffer.from(`${digest}\n`), about]), bytes]
}

/** `undefined` for every file that is not, byte for byte, what `encodeEntry` gave. */
export function decodeEntry(file: Buffer): FileEntry | undefined {
  const digestEnd = file.indexOf(LINE_BREAK)
  const aboutEnd = file.indexOf(LINE_BREAK, digestEnd + 1)
  if (digestEnd === -1 || aboutEnd === -1) return undefined
  const digest = createHash('sha256').update(file.subarray(digestEnd + 1))
  if (file.toString('latin1', 0, digestEnd) !== digest.digest('hex')) return undefined
  const about = parseAbout(file.toString('utf8', digestEnd + 1, aboutEnd))
  if (about === undefined) return undefined
  return { key: about.key, value: file.toString(about.encoding, aboutEnd + 1) }
}

/** The key in the first bytes of a file, unverified; `undefined` when they do not hold it whole. */
export function keyInHead(head: Buffer): StoreKey | undefined {
  const digestEnd = head.indexOf(LINE_BREAK)
  const aboutEnd = head.indexOf(LINE_BREAK, digestEnd + 1)
  if (digestEnd === -1 || aboutEnd === -1) return undefined
  return parseAbout(head.toString('utf8', digestEnd + 1, aboutEnd))?.key
}

const LINE_BREAK = 0x0a

interface About {
  readonly key: StoreKey
  readonly encoding: 'utf8' | 'utf16le'
}

function parseAbout(line: string): About | undefined {
  try {
    const { scope, name, encoding } = JSON.parse(line)
    if (encoding !== 'utf8' && encoding !== 'utf16le') return undefined
    return { key: { scope, name }, encoding }
  } catch {
    return undefined
  }
}

/** UTF-8 has no lone surrogates: such a text is written as UTF-16. */
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text)
}
