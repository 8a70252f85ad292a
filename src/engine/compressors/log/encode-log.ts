import type { CompressContext, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { chooseTemplates } from './choose-templates.ts'
import { chooseDictionary } from './dictionary.ts'
import { type Blocks, findBlocks, withoutBlocks } from './find-blocks.ts'
import { leftoverTemplates } from './leftovers.ts'
import { legendOf } from './legend.ts'
import { LineReader } from './line-reader.ts'
import { LineStamps } from './line-stamps.ts'
import { type LineTable, lineAt, lineTableOf } from './line-table.ts'
import { LineMatches } from './match-lines.ts'
import { nameOf } from './names.ts'
import { printTemplate } from './print-template.ts'
import { learnRegisters, type Registers, separateRegisters } from './registers.ts'
import { WrittenRows } from './row-writer.ts'
import { sampleOf } from './sample-lines.ts'

/** A shorter text has nothing to share. */
const FEWEST_LINES = 3

/** Lines become rows of the templates they fit; `undefined` where that is not shorter. */
export function encodeLog(
  { text, folded }: Passage,
  { countTokens }: CompressContext,
): string | undefined {
  if (text.length > UNPACKING_LIMITS.units) return undefined
  const lines = lineTableOf(text)
  if (lines.count < FEWEST_LINES || lines.count > UNPACKING_LIMITS.lines) return undefined
  const matches = matchAll(lines, { isFolded: folded, countTokens })
  if (matches === undefined) return undefined
  const registers = folded ? separateRegisters(matches) : learnRegisters(matches, text)
  const sample = sampleOf(lines.count, () => true)
  const blocks = folded ? withoutBlocks(matches) : findBlocks(matches, registers, sample)
  const names = namesOf(matches.templates.length + blocks.templatesOf.length, blocks.unitOf)
  const rows = new WrittenRows({ lines, matches, registers, blocks, names, isFolded: folded })
  const dictionary = folded ? NO_NAMES : chooseDictionary(rows, sample, countTokens)
  const written = rows.write(dictionary)
  const definitions = definitionsOf({ matches, registers, blocks, names, dictionary })
  const legend = legendOf({
    matches,
    registers,
    dictionary,
    lines,
    definitions,
    isFolded: folded,
    written,
  })
  const body = `${definitions}---\n${written}`
  const packed = printPacked({ form: 'log', check: checksum(text), legend, body })
  return packed.length < text.length ? packed : undefined
}

/** A name for a value would part a folded row from what it says. */
const NO_NAMES: ReadonlyMap<string, string> = new Map()

interface Matching {
  readonly isFolded: boolean
  countTokens(text: string): number
}

/** First by words, then with quoted texts as one word, then what is left by its beginning. */
function matchAll(lines: LineTable, { isFolded, countTokens }: Matching): LineMatches | undefined {
  const stamps = new LineStamps(lines.count)
  const matches = new LineMatches(lines, stamps)
  const readable = isFolded ? undefined : stamps
  const isOpen = (line: number): boolean =>
    matches.templateOf[line] === -1 && !(isFolded && parseGap(lineAt(lines, line)) !== undefined)
  const fine = new LineReader(lines, { stamps: readable, isCoarse: false })
  // Without quotes both cut lines into the same words.
  const hasQuotes = lines.text.includes('"')
  const coarse = hasQuotes ? new LineReader(lines, { stamps: readable, isCoarse: true }) : fine
  for (const isCoarse of [false, true]) {
    const reader = isCoarse ? coarse : fine
    const sample = sampleOf(lines.count, isOpen)
    const known = chooseTemplates({ reader, isCoarse, ...sample, countTokens })
    if (known.length > 0) matches.matchLines(known, reader)
  }
  matches.matchLeftovers(leftoverTemplates(fine, sampleOf(lines.count, isOpen)), fine)
  return matches.templateOf.some((template) => template !== -1) ? matches : undefined
}

/** Shorter names for commoner units; '' for those that stand nowhere. */
function namesOf(units: number, unitOf: Int32Array): readonly string[] {
  const counts = new Int32Array(units)
  for (const unit of unitOf) if (unit !== -1) counts[unit] = (counts[unit] ?? 0) + 1
  const order = Array.from(counts, (count, unit) => ({ count, unit }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.unit - b.unit)
  const names = Array.from(counts, () => '')
  for (const [index, { unit }] of order.entries()) names[unit] = nameOf(index, 'a')
  return names
}

interface Defined {
  readonly matches: LineMatches
  readonly registers: Registers
  readonly blocks: Blocks
  readonly names: readonly string[]
  readonly dictionary: ReadonlyMap<string, string>
}

function definitionsOf(defined: Defined): string {
  const { matches, blocks, names, dictionary } = defined
  const units = [...matches.templates.map((_, template) => [template]), ...blocks.templatesOf]
  const definitions = units
    .map((members, unit) => ({ name: names[unit] ?? '', members }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .map(({ name, members }) => `${name}: ${definitionOf(members, defined)}\n`)
  const values = [...dictionary].map(([value, name]) => `${name}=${value}\n`)
  return definitions.join('') + values.join('')
}

function definitionOf(members: readonly number[], { matches, registers }: Defined): string {
  return members
    .map((index) => {
      const template = matches.templates[index]
      if (template === undefined) return ''
      return printTemplate(template, registers.columnOf[index] ?? [], registers.stepOf[index] ?? [])
    })
    .join('{/}')
}
