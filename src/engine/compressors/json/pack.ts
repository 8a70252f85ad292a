import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { frameJson, type JsonFrame } from '../../text/json-frame.ts'
import { parsePacked, printPacked } from '../../text/packed-header.ts'
import { readSurroundings, type Surroundings } from './frame-text.ts'
import { isCompact, type Layout } from './layout.ts'
import { parseLegend, printLegend } from './legend.ts'
import { preserves } from './preserves.ts'
import { readLayout } from './read-layout.ts'
import type { Source } from './source.ts'
import { type Tabulated, tabulate } from './tabulate.ts'
import { unpackJson } from './unpack/unpack.ts'
import { writeLines, writePlain } from './write-plain.ts'

/**
 * JSON as tables: keys once in a head and a row for each object, recurring values by name, all
 * else as compact JSON. The grammar stands in docs/packed-json.md, the decoder in `unpack/`.
 */
export const packJson: Packer = {
  name: 'json/pack',
  mode: 'pack',
  form: 'json',
  accepts: ['json'],
  pack,
  repack,
  unpack: unpackJson,
  preserves,
}

function pack(passage: Passage, context: CompressContext): string | undefined {
  const frame = frameJson(passage.text, { gaps: passage.folded })
  if (frame === undefined) return undefined
  const layout = readLayout(passage.text, frame)
  if (layout === undefined && passage.folded) return undefined
  return packFramed(passage, { frame, layout }, context)
}

/** What an original of irregular layout was packed to, from the compact JSON it comes back as. */
function repack(passage: Passage, packed: string, context: CompressContext): string | undefined {
  const legend = parseLegend(parsePacked(packed)?.legend ?? '')
  if (legend === undefined || legend.layout !== undefined || passage.folded) return undefined
  const frame = frameJson(passage.text, { gaps: false })
  if (frame === undefined) return undefined
  return packFramed(passage, { frame, layout: undefined }, context)
}

function packFramed(
  passage: Passage,
  { frame, layout }: Pick<Document, 'frame' | 'layout'>,
  context: CompressContext,
): string | undefined {
  const document: Document = {
    source: { text: passage.text, index: frame.index },
    frame,
    layout,
    around: readSurroundings(passage.text, frame, layout),
  }
  return packDocument(document, passage.folded, context)
}

/** A text, its JSON, and how that is laid out. */
interface Document {
  readonly source: Source
  readonly frame: JsonFrame
  /** `undefined` when it is irregular. */
  readonly layout: Layout | undefined
  readonly around: Surroundings
}

/** The better of tables and names on one side, and nothing but compact JSON on the other. */
function packDocument(
  document: Document,
  folded: boolean,
  context: CompressContext,
): string | undefined {
  const { source, frame, layout, around } = document
  const { isSequence } = frame
  const manner = { isSequence, copies: layout !== undefined && isCompact(layout) }
  const check = checksum(layout === undefined ? unpackedForm(document) : source.text)
  const print = ({ json, delimiter, notes }: Tabulated): string => {
    const legend = printLegend({ layout, isSequence, delimiter, ...around.legend }, notes)
    const body = around.before + json + around.after
    return printPacked({ form: 'json', check, legend, body })
  }
  const plain = print({ json: writePlain(source, manner), delimiter: ',', notes: [] })
  const countTokens = (text: string): number => context.countTokens(text)
  const tables = tabulate(source, { ...manner, folded, countTokens })
  const packed = tables === undefined ? undefined : print(tables)
  if (packed !== undefined && isSmaller(packed, plain, countTokens)) return packed
  return manner.copies ? undefined : plain
}

function isSmaller(one: string, other: string, countTokens: (text: string) => number): boolean {
  return one.length * CLEARLY_SHORTER < other.length || countTokens(one) <= countTokens(other)
}

/** So many times shorter, a text need not be counted to know that it is smaller. */
const CLEARLY_SHORTER = 2

/** What unpacking gives where the layout is not kept. */
function unpackedForm({ around, source, frame }: Document): string {
  const { before, after, legend } = around
  const start = legend.joinsBefore ? before.slice(0, -1) : before
  const end = legend.joinsAfter ? after.slice(1) : after
  const json = frame.isSequence ? writeLines(source) : writePlain(source, PLAIN)
  return start + json + '\n'.repeat(legend.finalBreaks) + end
}

const PLAIN = { isSequence: false, copies: false }
