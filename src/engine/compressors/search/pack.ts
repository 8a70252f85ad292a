import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { readSearch } from '../../text/search/search-lines.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { styleFor } from './choose-style.ts'
import { asWritten, shortenFound } from './shorten-found.ts'
import { legendOf } from './style.ts'
import { unpackSearch } from './unpack.ts'
import { writeLines } from './write-lines.ts'

/** Search results by file: each path once, above its lines. */
export const packSearch: Packer = {
  mode: 'pack',
  name: 'search/group-by-file',
  form: 'search',
  accepts: ['search'],
  pack: groupByFile,
  unpack: unpackSearch,
  preserves: (original, packed) => (unpackSearch(packed) === original ? 'bytes' : undefined),
}

function groupByFile({ text, folded }: Passage, context: CompressContext): string | undefined {
  if (text.length > UNPACKING_LIMITS.units) return undefined
  const lines = readSearch(text)
  if (lines.count > UNPACKING_LIMITS.lines || lines.count === 0) return undefined
  const style = styleFor(lines)
  const written = writeLines(lines, style)
  const hasDirectories = written.some(({ isDirectory }) => isDirectory === true)
  const shortened = folded ? undefined : shortenFound(written, text, context)
  const hasPhrases = shortened !== undefined
  const body = shortened ?? asWritten(written)
  const packed = printPacked({
    form: 'search',
    check: checksum(text),
    legend: legendOf({ ...style, hasDirectories, hasPhrases }),
    body: body + (lines.isTerminated ? '\n' : ''),
  })
  return packed.length < text.length ? packed : undefined
}
