import type { Passage } from '../../contracts/compressor.ts'
import type { Content, Span } from '../../ir/content.ts'
import { type Paragraph, paragraphsOf } from './paragraphs.ts'

/** Whole lines of one kind, without the last line's break. */
export interface Stretch extends Span {
  readonly content: Content
}

/** Less proves no kind. */
const SHORTEST_PARAGRAPH = 120
/** Texts in more paragraphs are no mixture of outputs, and asking of each what it is would cost too much. */
const MOST_PARAGRAPHS = 5000

/**
 * Cuts a text where its kinds change: at fences, around JSON documents that begin and end with a
 * line, and at blank lines, rules, headings and prompts. Neighbours of one kind are one stretch.
 * `undefined` for a text that is of one kind throughout, or holds little that is of another.
 */
export function stretchesOf(
  { text, content: { kind } }: Pick<Passage, 'text' | 'content'>,
  detect: (text: string) => Content,
): readonly Stretch[] | undefined {
  const paragraphs = paragraphsOf(text)
  if (paragraphs.length < 2 || paragraphs.length > MOST_PARAGRAPHS) return undefined
  const isForeign = ({ start, end }: Paragraph): boolean => {
    if (end - start < SHORTEST_PARAGRAPH) return false
    const content = detect(text.slice(start, end))
    return content.kind === 'json' || !(content.kind === kind || isPlain(content))
  }
  if (!probesOf(text, paragraphs).some(isForeign)) return undefined
  const stretches: Stretch[] = []
  let lastGroup = -1
  for (const { start, end, group } of paragraphs) {
    const isShort = end - start < SHORTEST_PARAGRAPH
    const content = isShort ? UNKNOWN : detect(text.slice(start, end))
    const last = stretches.at(-1)
    if (last !== undefined && group === lastGroup && mayJoin(last.content, content)) {
      stretches[stretches.length - 1] = { ...last, end }
    } else stretches.push({ start, end, content })
    lastGroup = group
  }
  return stretches.length < 2 ? undefined : stretches
}

/** Texts of these kinds have nothing that a text around them has not: packing them apart gains nothing. */
export function isPlain({ kind }: Content): boolean {
  return kind === 'unknown' || kind === 'prose' || kind === 'code'
}

/** Paragraphs looked at first, evenly spread: a stretch that holds this part of a text is met. */
const PROBES = 6

function probesOf(text: string, paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const probes: Paragraph[] = []
  for (const paragraph of paragraphs) {
    if (paragraph.end * PROBES >= text.length * (probes.length + 0.5)) probes.push(paragraph)
  }
  return probes
}

const UNKNOWN: Content = { kind: 'unknown', confidence: 0 }

/** Documents stand by themselves: two of them in a row are no document. */
function mayJoin(last: Content, next: Content): boolean {
  return last.kind === next.kind && last.kind !== 'json'
}
