import type { JsonFrame } from '../../text/json-frame.ts'
import { JSON_KIND, keyEnd } from '../../text/json-index.ts'
import { COMPACT, indented, type Layout, type OnLines } from './layout.ts'
import { isContainer } from './source.ts'

/**
 * The layout of a document, if it is the same all through: every stretch of white space is checked
 * against it. `undefined` when one deviates, so that printing would not give the same bytes.
 */
export function readLayout(text: string, frame: JsonFrame): Layout | undefined {
  return frame.index.hasSpace ? new LayoutReader(text, frame).read() : COMPACT
}

/** Classes of containers that may differ in whether their children stand on lines of their own. */
const CLASSES = ['objects', 'deepArrays', 'flatArrays'] as const
const SEQUENCE = 3

interface Learned {
  lineBreak?: string
  indent?: string
  colon?: string
  comma?: string
  padding?: string
  emptyPadding?: string
}

class LayoutReader {
  private readonly text: string
  private readonly frame: JsonFrame
  private readonly learned: Learned = {}
  /** By class: children on lines of their own, on one line, or not seen yet. */
  private readonly lines: (boolean | undefined)[] = [undefined, undefined, undefined]
  /** The open containers, and how many of them stand on lines. */
  private readonly open: number[] = []
  private readonly classes: number[] = []
  private depth = 0
  /** Expected white space of a new line, by depth. */
  private readonly breaks: string[] = []
  private cursor = 0
  private afterGap = false
  private isFirst = false

  constructor(text: string, frame: JsonFrame) {
    this.text = text
    this.frame = frame
  }

  read(): Layout | undefined {
    const { index } = this.frame
    for (let node = 0; node < index.count; node++) {
      if (!this.closeBefore(node)) return undefined
      if (!this.readNode(node)) return undefined
    }
    return this.closeBefore(index.count) ? this.layout() : undefined
  }

  private readNode(node: number): boolean {
    const { kinds, starts, ends, nexts, keys } = this.frame.index
    const kind = kinds[node]
    const start = starts[node] ?? 0
    const key = keys[node] ?? -1
    const isGap = kind === JSON_KIND.gap
    if (this.open.length > 0 && !this.checkLead(key === -1 ? start : key, isGap)) return false
    if (key !== -1 && !this.checkColon(node)) return false
    this.afterGap = isGap
    this.isFirst = false
    if (!isContainer(kind)) {
      this.cursor = ends[node] ?? 0
      return true
    }
    if (nexts[node] === node + 1) return this.checkEmpty(node)
    this.openContainer(node)
    return true
  }

  private openContainer(node: number): void {
    const { kinds, starts } = this.frame.index
    const isSequence = node === 0 && this.frame.isSequence
    const arrayClass = this.isDeep(node) ? 1 : 2
    const ownClass = kinds[node] === JSON_KIND.object ? 0 : arrayClass
    this.open.push(node)
    this.classes.push(isSequence ? SEQUENCE : ownClass)
    this.cursor = (starts[node] ?? 0) + (isSequence ? 0 : 1)
    this.isFirst = true
    if (isSequence) return
    if (this.lines[ownClass] === undefined) this.learnClass(ownClass)
    if (this.lines[ownClass] === true) this.depth++
  }

  /** Children stand on lines when the first white space inside breaks the line. */
  private learnClass(ownClass: number): void {
    const { text, cursor } = this
    const code = text.charAt(cursor)
    const startsGap = text.startsWith('\n[…', cursor)
    if (startsGap) return
    this.lines[ownClass] = code === '\n' || (code === '\r' && text.charAt(cursor + 1) === '\n')
  }

  private isDeep(node: number): boolean {
    const { kinds, nexts } = this.frame.index
    const end = nexts[node] ?? 0
    for (let child = node + 1; child < end; child++) if (isContainer(kinds[child])) return true
    return false
  }

  /** Checks what stands between the token before and the child that starts at `end`. */
  private checkLead(end: number, isGap: boolean): boolean {
    const ownClass = this.classes[this.classes.length - 1] ?? SEQUENCE
    let from = this.cursor
    if (!this.isFirst && !this.afterGap && ownClass !== SEQUENCE) {
      if (this.text.charAt(from) !== ',') return false
      from++
    }
    const space = this.text.slice(from, end)
    if (isGap || this.afterGap) return this.checkBesideGap(space, ownClass, isGap)
    if (ownClass === SEQUENCE) return this.isFirst ? space === '' : this.checkBreak(space, 0)
    if (this.lines[ownClass] === true) return this.checkBreak(space, this.depth)
    return this.isFirst ? this.agrees('padding', space) : this.agrees('comma', `,${space}`)
  }

  private checkBreak(space: string, depth: number): boolean {
    const expected = this.breaks[depth]
    if (expected !== undefined) return space === expected
    const lineBreak = space.startsWith('\r') ? '\r\n' : '\n'
    if (!space.startsWith(lineBreak) || !this.agrees('lineBreak', lineBreak)) return false
    const lead = space.slice(lineBreak.length)
    if (depth > 0 && !this.agrees('indent', lead.slice(0, lead.length / depth))) return false
    if (lead !== (this.learned.indent ?? '').repeat(depth)) return false
    this.breaks[depth] = space
    return true
  }

  /** A gap is a whole line: the break before it may be its own, the one behind it always is. */
  private checkBesideGap(space: string, ownClass: number, isGap: boolean): boolean {
    const onLines = ownClass === SEQUENCE || this.lines[ownClass] !== false
    if (this.afterGap) {
      const indent = (this.learned.indent ?? '').repeat(this.depth)
      return space === (isGap || !onLines || ownClass === SEQUENCE ? '\n' : `\n${indent}`)
    }
    if (this.isFirst && ownClass === SEQUENCE) return space === ''
    if (onLines) return space === (this.learned.lineBreak ?? '\n')
    if (!space.endsWith('\n')) return false
    const own = space.slice(0, -1)
    return this.isFirst ? this.agrees('padding', own) : this.agrees('comma', `,${own}`)
  }

  private checkColon(node: number): boolean {
    const { keys, starts } = this.frame.index
    const end = starts[node] ?? 0
    const colon = this.text.slice(keyEnd(this.text, this.frame.index, node), end)
    return (keys[node] ?? 0) < end && this.agrees('colon', colon)
  }

  private checkEmpty(node: number): boolean {
    const { starts, ends } = this.frame.index
    const end = ends[node] ?? 0
    this.cursor = end
    return this.agrees('emptyPadding', this.text.slice((starts[node] ?? 0) + 1, end - 1))
  }

  /** Closes the containers that end before `node`, checking the space before their bracket. */
  private closeBefore(node: number): boolean {
    const { nexts, ends } = this.frame.index
    while (this.open.length > 0) {
      const container = this.open[this.open.length - 1] ?? 0
      if ((nexts[container] ?? 0) > node) return true
      this.open.pop()
      const ownClass = this.classes.pop() ?? SEQUENCE
      const end = ends[container] ?? 0
      if (ownClass !== SEQUENCE && !this.checkClose(ownClass, end - 1)) return false
      this.afterGap = false
      this.cursor = end
    }
    return true
  }

  private checkClose(ownClass: number, end: number): boolean {
    const space = this.text.slice(this.cursor, end)
    if (this.lines[ownClass] !== true) {
      return this.afterGap ? space === '\n' : this.agrees('padding', space)
    }
    this.depth--
    if (!this.afterGap) return this.checkBreak(space, this.depth)
    return space === `\n${(this.learned.indent ?? '').repeat(this.depth)}`
  }

  private agrees(slot: keyof Learned, found: string): boolean {
    const known = this.learned[slot]
    if (known !== undefined) return known === found
    if (!PLAUSIBLE[slot].includes(found)) return false
    this.learned[slot] = found
    return true
  }

  private layout(): Layout {
    const { learned, lines } = this
    const usesLines = lines.includes(true)
    const base = usesLines ? indented(learned.indent ?? '') : COMPACT
    const entries = CLASSES.map((name, at) => [name, lines[at] ?? base.onLines[name]])
    return { ...base, ...learned, onLines: Object.fromEntries(entries) as OnLines }
  }
}

/** What printers write; anything else counts as irregular. */
const PLAUSIBLE: Readonly<Record<keyof Learned, { includes(space: string): boolean }>> = {
  lineBreak: ['\n', '\r\n'],
  indent: { includes: (space) => /^(?: *|\t+)$/.test(space) && space.length < 100 },
  colon: [':', ': ', ' : ', ' :'],
  comma: [',', ', '],
  padding: ['', ' '],
  emptyPadding: ['', ' '],
}
