/** Packs unicode-classes.txt into the two-level table that the tokenizers read. */
import { readFileSync } from 'node:fs'

/** Bits of a class byte; wasm/bpe/classes.ts and src/engine/tokens/byte-classes.ts read the same. */
const UPPER = 1 // may stand in the upper-case part of a word: Lu Lt Lm Lo M
const LOWER = 2 // may stand in its lower-case part: Ll Lm Lo M
const NUMBER = 4
const SPACE = 8
const NEWLINE = 16
const LETTER = 32

const BITS = {
  u: UPPER | LETTER,
  l: LOWER | LETTER,
  o: UPPER | LOWER | LETTER,
  m: UPPER | LOWER,
  n: NUMBER,
  w: SPACE,
}
const PAGE = 128

function classBytes() {
  const bytes = new Uint8Array(0x110000)
  const text = readFileSync(new URL('unicode-classes.txt', import.meta.url), 'utf8')
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [letter, from, to] = line.split(' ')
    bytes.fill(BITS[letter], Number.parseInt(from, 16), Number.parseInt(to, 16) + 1)
  }
  bytes[10] |= NEWLINE
  bytes[13] |= NEWLINE
  return bytes
}

/** 8,704 page numbers of 16 bits, little-endian, then the distinct pages of 128 class bytes. */
export function packUnicodeClasses() {
  const bytes = classBytes()
  const known = new Map()
  const index = Buffer.alloc((bytes.length / PAGE) * 2)
  for (let page = 0; page * PAGE < bytes.length; page++) {
    const content = Buffer.from(bytes.subarray(page * PAGE, (page + 1) * PAGE)).toString('latin1')
    if (!known.has(content)) known.set(content, known.size)
    index.writeUInt16LE(known.get(content), page * 2)
  }
  return Buffer.concat([index, ...[...known.keys()].map((page) => Buffer.from(page, 'latin1'))])
}
