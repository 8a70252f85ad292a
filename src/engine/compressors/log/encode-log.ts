import type { CompressContext, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { chooseTemplates } from './choose-templates.ts'
import { chooseDictionary } from './dictionary.ts'
import { leftoverTemplates } from './leftovers.ts'
import { legendOf } from './legend.ts'
import { LineReader } from './line-reader.ts'
import { type LineTable, lineAt, lineTableOf } from './line-table.ts'
import { LineMatches } from './match-lines.ts'
import { nameOf } from './names.ts'
import { printTemplate } from './print-template.ts'
import { learnRegisters, type Registers, separateRegisters } from './registers.ts'
import { WrittenRows } from './row-writer.ts'
import { sampleOf } from './sample-lines.ts'
import type { Template } from './template.ts'

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
  const names = namesOf(matches)
  const rows = new WrittenRows({ lines, matches, registers, names, isFolded: folded })
  const dictionary = chooseDictionary(
    rows,
    sampleOf(lines.count, () => true),
    countTokens,
  )
  const written = rows.write(dictionary)
  const definitions = definitionsOf({ matches, registers, names, dictionary })
  const legend = legendOf({ matches, registers, dictionary, lines, isFolded: folded, written })
  const body = `${definitions}---\n${written}`
  const packed = printPacked({ form: 'log', check: checksum(text), legend, body })
  return packed.length < text.length ? packed : undefined
}

interface Matching {
  readonly isFolded: boolean
  countTokens(text: string): number
}

/** First by words, then with quoted texts as one word, then what is left by its beginning. */
function matchAll(lines: LineTable, { isFolded, countTokens }: Matching): LineMatches | undefined {
  const matches = new LineMatches(lines)
  const isOpen = (line: number): boolean =>
    matches.templateOf[line] === -1 && !(isFolded && parseGap(lineAt(lines, line)) !== undefined)
  for (const isCoarse of [false, true]) {
    const reader = new LineReader(lines, { readsStamps: !isFolded, isCoarse })
    const { sample, scale } = sampleOf(lines.count, isOpen)
    const known = chooseTemplates({ reader, sample, scale, countTokens })
    if (known.length > 0) matches.matchLines(known, reader)
  }
  const reader = new LineReader(lines, { readsStamps: !isFolded, isCoarse: false })
  const { sample, scale } = sampleOf(lines.count, isOpen)
  matches.matchLeftovers(leftoverTemplates({ reader, sample, scale, countTokens }), reader)
  return matches.templateOf.some((template) => template !== -1) ? matches : undefined
}

/** Shorter names for commoner templates; '' for those no line fits. */
function namesOf({ templates, templateOf }: LineMatches): readonly string[] {
  const counts = templates.map(() => 0)
  for (const template of templateOf)
    if (template !== -1) counts[template] = (counts[template] ?? 0) + 1
  const order = counts
    .map((count, template) => ({ count, template }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.template - b.template)
  const names = counts.map(() => '')
  for (const [index, { template }] of order.entries()) names[template] = nameOf(index, 'a')
  return names
}

interface Defined {
  readonly matches: LineMatches
  readonly registers: Registers
  readonly names: readonly string[]
  readonly dictionary: ReadonlyMap<string, string>
}

function definitionsOf({ matches, registers, names, dictionary }: Defined): string {
  const templates: { readonly name: string; readonly line: string }[] = []
  for (const [index, template] of matches.templates.entries()) {
    const name = names[index] ?? ''
    if (name !== '')
      templates.push({ name, line: definition(name, { template, index, registers }) })
  }
  templates.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
  const values = [...dictionary].map(([value, name]) => `${name}=${value}\n`)
  return templates.map(({ line }) => line).join('') + values.join('')
}

function definition(
  name: string,
  { template, index, registers }: { template: Template; index: number; registers: Registers },
): string {
  const columns = registers.columnOf[index] ?? []
  return `${name}: ${printTemplate(template, columns, registers.stepOf[index] ?? [])}\n`
}
