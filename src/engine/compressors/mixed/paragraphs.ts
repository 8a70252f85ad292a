import type { Span } from '../../ir/content.ts'
import { opensDocument } from '../../text/json-frame.ts'
import { indexJson } from '../../text/json-index.ts'

/** Whole lines that belong together, without the last one's break. */
export interface Paragraph extends Span {
  /** Paragraphs of one group may be joined; a fence or a document begins another. */
  readonly group: number
}

/** Cuts a text at fences, around JSON documents on lines of their own, and at blank lines, rules, headings and prompts. */
export function paragraphsOf(text: string): readonly Paragraph[] {
  return new Cutter(text).cut()
}

const FENCE = /^ {0,3}(?:`{3}|~{3})/
/** Rules, `==> file <==` and prompts. */
const BORDER = /^(?:[-=*_#~]{6}|==> |[$>] |PS> )/
/** What shows whether a line is a border. */
const LINE_HEAD = 40
/** So many values that only look like JSON are read before none is looked for any more. */
const MOST_BROKEN = 20

class Cutter {
  private readonly text: string
  private readonly paragraphs: Paragraph[] = []
  private start = -1
  private group = 0
  private isFenced = false
  private broken = 0

  constructor(text: string) {
    this.text = text
  }

  cut(): readonly Paragraph[] {
    const { text } = this
    for (let at = 0; at < text.length; ) at = this.takeLine(at)
    this.close(text.endsWith('\n') ? text.length - 1 : text.length)
    return this.paragraphs
  }

  /** Gives the start of the next line. */
  private takeLine(at: number): number {
    const lineEnd = endOfLine(this.text, at)
    const head = this.text.slice(at, Math.min(lineEnd, at + LINE_HEAD))
    if (FENCE.test(head)) this.turnFence(at)
    else if (this.isFenced) this.begin(at)
    else if (head.trim() === '' || BORDER.test(head)) this.close(at - 1)
    else {
      const end = this.documentEnd(at)
      if (end !== -1) return this.takeDocument(at, end)
      this.begin(at)
    }
    return lineEnd + 1
  }

  private turnFence(at: number): void {
    this.close(at - 1)
    this.isFenced = !this.isFenced
    this.group++
  }

  private takeDocument(start: number, end: number): number {
    this.close(start - 1)
    this.paragraphs.push({ start, end, group: ++this.group })
    this.group++
    return end + 1
  }

  private begin(at: number): void {
    if (this.start === -1) this.start = at
  }

  private close(end: number): void {
    const { start, group } = this
    if (start !== -1 && end > start) this.paragraphs.push({ start, end, group })
    this.start = -1
  }

  /** End of the line on which the document that opens at `at` ends, where nothing stands behind it; else -1. */
  private documentEnd(at: number): number {
    if (this.broken >= MOST_BROKEN || !opensDocument(this.text, at)) return -1
    const end = indexJson(this.text, at)?.ends[0] ?? -1
    const lineEnd = endOfLine(this.text, Math.max(end, at))
    if (end !== -1 && isBlank(this.text, end, lineEnd)) return lineEnd
    this.broken++
    return -1
  }
}

function endOfLine(text: string, at: number): number {
  const breakAt = text.indexOf('\n', at)
  return breakAt === -1 ? text.length : breakAt
}

/** Looks at a few characters: more white space than that ends no document. */
function isBlank(text: string, start: number, end: number): boolean {
  return end - start < LINE_HEAD && text.slice(start, end).trim() === ''
}
