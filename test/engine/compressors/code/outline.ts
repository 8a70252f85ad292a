import { expect } from 'vitest'
import { foldBodies } from '../../../../src/engine/compressors/code/fold-bodies.ts'
import { outlineByIndent } from '../../../../src/engine/compressors/code/outline-by-indent.ts'
import type { SyntaxParser } from '../../../../src/engine/contracts/abilities.ts'
import type { CompressContext, Passage } from '../../../../src/engine/contracts/compressor.ts'
import type { Platform } from '../../../../src/engine/contracts/platform.ts'
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

export function passageOf(text: string, language: string): Passage {
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
 * The outline as a compiler would have it: gap lines are no source, so in languages whose blocks need a
 * statement they become an empty one, as deep as the first line left out, and elsewhere nothing.
 */
export function withoutGaps(text: string, outline: string, language: string): string {
  const lines = text.split('\n')
  return outline
    .split('\n')
    .flatMap((line) => {
      const gap = parseGap(line)
      if (gap === undefined) return [line]
      if (language !== 'python') return []
      const indent = /^\s*/.exec(lines[gap.from - 1] ?? '')?.[0] ?? ''
      return [`${indent}...`]
    })
    .join('\n')
}

/** Stretches that the parser could not read. */
export function errorsIn(parser: SyntaxParser, source: string): number {
  return parser.captures(source, '[(ERROR)] @error').length
}

export async function parserOn(platform: Platform, language: string): Promise<SyntaxParser> {
  const parser = await platform.openParser?.(language)
  if (parser === undefined) throw new Error(`no parser for ${language}`)
  return parser
}
