import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { frameJson } from '../../text/json-frame.ts'
import { JSON_KIND, type JsonIndex } from '../../text/json-index.ts'
import { printPacked } from '../../text/packed-header.ts'
import { closeStrings } from './close-strings.ts'
import { type Spelling, spellString } from './string-literal.ts'

/**
 * Long strings of a JSON document as the text they hold, below the document: logs, sources, diffs or
 * JSON again, each packed by its own kind where that helps.
 */
export const openStrings: Packer = {
  mode: 'pack',
  name: 'mixed/open-strings',
  form: 'strings',
  accepts: ['json'],
  pack: writeOpened,
  unpack: closeStrings,
  preserves: (original, packed, context) =>
    closeStrings(packed, context) === original ? 'bytes' : undefined,
}

/** Shorter literals hold too little to be worth a section of their own. */
const SHORTEST_LITERAL = 200
/** Tokens of a section's heading and of the place that points to it. */
const SECTION_COST = 12

function writeOpened({ text, folded }: Passage, context: CompressContext): string | undefined {
  if (folded || context.parts === undefined || !mayHoldText(text)) return undefined
  const index = frameJson(text)?.index
  if (index === undefined) return undefined
  const spelling = BEYOND_ASCII.test(text) ? 'plain' : 'ascii'
  const opened = openAll(text, index, { context, spelling })
  if (opened.sections.length === 0) return undefined
  const packedFrame = context.parts.pack(opened.frame)
  const frame = packedFrame ?? opened.frame
  const isEscaped =
    spelling === 'ascii' && opened.sections.some((one) => BEYOND_ASCII.test(one.text))
  const sections = opened.sections.map(printSection).join('')
  const legend = legendOf(countLines(frame), packedFrame !== undefined, isEscaped)
  return printPacked({ form: 'strings', check: checksum(text), legend, body: frame + sections })
}

/** A quick no: without escaped line breaks or quotes there is no text inside a string, and « is our own. */
function mayHoldText(text: string): boolean {
  return (text.includes('\\n') || text.includes('\\"')) && !text.includes('«')
}

const BEYOND_ASCII = /[\u007f-\uffff]/

function legendOf(lines: number, isPacked: boolean, isEscaped: boolean): string {
  const how = `${isPacked ? ', packed' : ''}${isEscaped ? ', its strings in ASCII' : ''}`
  return `${lines} line${lines === 1 ? '' : 's'} of JSON${how}; then its long strings as the text they hold, each below its «number»`
}

interface Section {
  readonly number: number
  readonly text: string
  readonly isPacked: boolean
}

function printSection({ number, text, isPacked }: Section): string {
  const lines = countLines(text)
  return `\n«${number}» ${lines} line${lines === 1 ? '' : 's'}${isPacked ? ', packed' : ''}:\n${text}`
}

interface Opened {
  readonly frame: string
  readonly sections: readonly Section[]
}

/** The document with a numbered place for every string worth opening; equal strings share a number. */
function openAll(text: string, index: JsonIndex, opening: Opening): Opened {
  const sections = new Map<string, Section | undefined>()
  const kept: string[] = []
  let from = 0
  let count = 0
  for (let node = 0; node < index.count; node++) {
    if (!isLongString(index, node)) continue
    const [start, end] = [index.starts[node] ?? 0, index.ends[node] ?? 0]
    const literal = text.slice(start, end)
    if (!sections.has(literal)) {
      const section = sectionOf(literal, count + 1, opening)
      if (section !== undefined) count++
      sections.set(literal, section)
    }
    const section = sections.get(literal)
    if (section === undefined) continue
    kept.push(text.slice(from, start), `"«${section.number}»"`)
    from = end
  }
  kept.push(text.slice(from))
  const opened = [...sections.values()].filter((section) => section !== undefined)
  return { frame: kept.join(''), sections: opened }
}

function isLongString(index: JsonIndex, node: number): boolean {
  if (index.kinds[node] !== JSON_KIND.string) return false
  return (index.ends[node] ?? 0) - (index.starts[node] ?? 0) >= SHORTEST_LITERAL
}

interface Opening {
  readonly context: CompressContext
  readonly spelling: Spelling
}

/** `undefined` where the string costs no less as a section, or is spelt in a way of its own. */
function sectionOf(
  literal: string,
  number: number,
  { context, spelling }: Opening,
): Section | undefined {
  const text: unknown = JSON.parse(literal)
  if (typeof text !== 'string' || spellString(text, spelling) !== literal) return undefined
  const packed = context.parts?.pack(text)
  const shown = packed ?? text
  const saved = context.countTokens(literal) - context.countTokens(shown)
  return saved > SECTION_COST ? { number, text: shown, isPacked: packed !== undefined } : undefined
}

function countLines(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}
