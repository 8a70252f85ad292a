import { expect } from 'vitest'
import { foldBodies } from '../../../../src/engine/compressors/code/fold-bodies.ts'
import { outlineByIndent } from '../../../../src/engine/compressors/code/outline-by-indent.ts'
import type { Capture, SyntaxParser } from '../../../../src/engine/contracts/abilities.ts'
import type { CompressContext, Passage } from '../../../../src/engine/contracts/compressor.ts'
import type { Platform } from '../../../../src/engine/contracts/platform.ts'
import { languageNamed } from '../../../../src/engine/languages/index.ts'
import { applyFold } from '../../../../src/engine/recall/marker.ts'
import { parseGap } from '../../../../src/engine/text/gap-line.ts'

/** About as many as a tokenizer finds; what the outline aims at needs no more. */
const countTokens = (text: string): number => Math.ceil(text.length / 4)

interface Asked {
  readonly language: string
  readonly parser?: SyntaxParser | undefined
  readonly query?: string
  readonly targetTokens?: number
}

function passageOf(text: string, language: string): Passage {
  return { text, content: { kind: 'code', language, confidence: 90 }, folded: false }
}

/** The outline of a text, by whichever of the two folders works on it; the text itself where none does. */
export function outlineOf(text: string, asked: Asked): string {
  const { language, parser, query = '', targetTokens = 0 } = asked
  const passage = passageOf(text, language)
  const plain = { query, targetTokens, countTokens, signal: undefined }
  const context: CompressContext = parser === undefined ? plain : { ...plain, parser }
  const fold = foldBodies.fold(passage, context) ?? outlineByIndent.fold(passage, context)
  if (fold === undefined) return text
  expect(fold.unit).toBe('lines')
  return applyFold(text, fold.omissions)
}

/** Checks that every line shown is a line of the text, in its place, and that the gaps count right. */
export function expectHonest(text: string, outline: string): void {
  const lines = text.split('\n')
  let at = 0
  for (const line of outline.split('\n')) {
    const gap = parseGap(line)
    if (gap === undefined) {
      expect(line).toBe(lines[at])
      at++
    } else {
      expect(gap.from).toBe(at + 1)
      at = gap.to
    }
  }
  // A gap at the very end takes the last line's break with it.
  expect(at === lines.length || (at === lines.length - 1 && lines.at(-1) === '')).toBe(true)
}

/**
 * The outline as a compiler would have it. Gap lines are no source: where a block without brackets was
 * left out they become the language's empty statement, as deep as its first line, elsewhere nothing.
 */
export function withoutGaps(text: string, outline: string, asked: Parsed): string {
  const empty = EMPTY_STATEMENT[asked.language]
  const lines = text.split('\n')
  const isBlock = empty === undefined ? () => false : blocksIn(text, asked)
  return outline
    .split('\n')
    .flatMap((line) => {
      const gap = parseGap(line)
      if (gap === undefined) return [line]
      if (!isBlock(gap.from - 1, gap.to)) return []
      const first = lines.slice(gap.from - 1).find((candidate) => candidate.trim() !== '') ?? ''
      return [`${/^\s*/.exec(first)?.[0]}${empty}`]
    })
    .join('\n')
}

interface Parsed {
  readonly language: string
  readonly parser: SyntaxParser
}

const EMPTY_STATEMENT: Readonly<Record<string, string>> = { python: '...', ruby: 'nil' }

/** Says whether whole lines `from` … `to` (from 0, `to` excluded) reach to the end of a block. */
function blocksIn(
  text: string,
  { language, parser }: Parsed,
): (from: number, to: number) => boolean {
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1
  const captures = capturesOf(text, { language, parser })
  const ends = captures.filter(({ name }) => name === 'block').map(({ end }) => lineOf(end - 1))
  return (_, to) => ends.includes(to - 1)
}

function capturesOf(text: string, { language, parser }: Parsed): readonly Capture[] {
  return parser.captures(text, languageNamed(language)?.query ?? '') ?? []
}

/** The names of all functions that are not within another, in order. */
export function signaturesIn(text: string, asked: Parsed): readonly string[] {
  const names: string[] = []
  let name: Capture | undefined
  let end = 0
  for (const capture of capturesOf(text, asked)) {
    if (capture.start < end) continue
    if (capture.name === 'name') name = capture
    if (capture.name !== 'body' && capture.name !== 'block') continue
    if (name !== undefined) names.push(text.slice(name.start, name.end))
    name = undefined
    end = capture.end
  }
  return names
}

/** Stretches that the parser could not read. */
export function errorsIn(parser: SyntaxParser, source: string): number {
  return parser.captures(source, '[(ERROR)] @error')?.length ?? 0
}

export async function parserOn(platform: Platform, language: string): Promise<SyntaxParser> {
  const parser = await platform.openParser?.(language)
  if (parser === undefined) throw new Error(`no parser for ${language}`)
  return parser
}
