import { judge, SEVERITY, type Verdict } from '../../../text/severity.ts'
import { groupLines } from '../group-lines.ts'
import { LineReader } from '../line-reader.ts'
import { LineStamps } from '../line-stamps.ts'
import { type LineTable, lineAt } from '../line-table.ts'
import { mergeGroups } from '../merge-groups.ts'
import { sampleOf } from '../sample-lines.ts'

/** What a fold must know of each line, in flat arrays. */
export interface LineFacts {
  readonly lines: LineTable
  /** Which kind of line it is: lines that differ in values only have one number. */
  readonly kindOf: Int32Array
  /** Lines of each kind. */
  readonly counts: Int32Array
  readonly severities: Uint8Array
  /** Index into `labels`. */
  readonly labelOf: Uint8Array
  readonly labels: readonly string[]
  /** 1 for lines that go on with the one before: frames of a stack, indented detail. */
  readonly continues: Uint8Array
  /** Units between a line's stamp and the last one before it; -1 where unknown. */
  readonly waits: Float64Array
  /** One line of each kind. */
  readonly examples: readonly number[]
}

const CONTINUES = /^(?:[ \t]|Caused by: |Suppressed: |\.\.\. \d)/
const MOST_LABELS = 255

/** Reads every line once. */
export function lineFactsOf(lines: LineTable): LineFacts {
  const stamps = new LineStamps(lines.count)
  const reader = new LineReader(lines, { stamps, isCoarse: false })
  const collector = new Collector(lines, stamps, kindsBySignature(lines, reader))
  for (let line = 0; line < lines.count; line++) {
    reader.read(line)
    reader.recognize()
    collector.add(line, reader)
  }
  return collector.facts()
}

function kindsBySignature(lines: LineTable, reader: LineReader): Map<number, number> {
  const { sample } = sampleOf(lines.count, () => true)
  const kinds = new Map<number, number>()
  for (const [kind, { signatures }] of mergeGroups(groupLines(reader, sample)).entries()) {
    for (const signature of signatures) kinds.set(signature, kind)
  }
  return kinds
}

class Collector {
  readonly #lines: LineTable
  readonly #stamps: LineStamps
  readonly #kinds: Map<number, number>
  readonly #numbers = new Map<number, number>()
  readonly #verdicts = new Map<number, Verdict>()
  readonly #labels: string[] = ['']
  readonly #counts: number[] = []
  readonly #examples: number[] = []
  readonly #kindOf: Int32Array
  readonly #severities: Uint8Array
  readonly #labelOf: Uint8Array
  readonly #continues: Uint8Array
  readonly #waits: Float64Array
  #lastMoment = Number.NaN
  #lastForm = -1

  constructor(lines: LineTable, stamps: LineStamps, kinds: Map<number, number>) {
    this.#lines = lines
    this.#stamps = stamps
    this.#kinds = kinds
    this.#kindOf = new Int32Array(lines.count)
    this.#severities = new Uint8Array(lines.count)
    this.#labelOf = new Uint8Array(lines.count)
    this.#continues = new Uint8Array(lines.count)
    this.#waits = new Float64Array(lines.count).fill(-1)
  }

  add(line: number, reader: LineReader): void {
    const { signature } = reader
    const kind = this.#kindFor(signature, line)
    this.#kindOf[line] = kind
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1
    const { severity, label } = this.#verdictOn(reader.line, signature)
    this.#severities[line] = severity
    this.#labelOf[line] = this.#labelNumber(label)
    this.#continues[line] = CONTINUES.test(reader.line) ? 1 : 0
    if (reader.stampStart === -1) return
    const form = this.#stamps.formOf[line] ?? 0
    const moment = this.#stamps.moments[line] ?? 0
    if (form === this.#lastForm) this.#waits[line] = moment - this.#lastMoment
    this.#lastForm = form
    this.#lastMoment = moment
  }

  facts(): LineFacts {
    return {
      lines: this.#lines,
      kindOf: this.#kindOf,
      counts: Int32Array.from(this.#counts),
      severities: this.#severities,
      labelOf: this.#labelOf,
      labels: this.#labels,
      continues: this.#continues,
      waits: this.#waits,
      examples: this.#examples,
    }
  }

  /** Kinds are numbered in order of first appearance. */
  #kindFor(signature: number, line: number): number {
    const merged = this.#kinds.get(signature) ?? this.#kinds.size + signature + 0x100000000
    const known = this.#numbers.get(merged)
    if (known !== undefined) return known
    this.#numbers.set(merged, this.#examples.length)
    return this.#examples.push(line) - 1
  }

  /** Lines of one signature have the same words; only numbers can say that there were no errors. */
  #verdictOn(line: string, signature: number): Verdict {
    const known = this.#verdicts.get(signature)
    if (known !== undefined && known.severity < SEVERITY.warning && !COUNTED.test(line))
      return known
    const verdict = judge(line)
    this.#verdicts.set(signature, verdict)
    return verdict
  }

  #labelNumber(label: string): number {
    const known = this.#labels.indexOf(label)
    if (known !== -1) return known
    return this.#labels.length < MOST_LABELS ? this.#labels.push(label) - 1 : 0
  }
}

/** A count of failures may be nought in one line and not in the next. */
const COUNTED = /error|fail|warning|exception/i

/** The line itself, without its break. */
export function lineOf({ lines }: LineFacts, line: number): string {
  return lineAt(lines, line)
}
