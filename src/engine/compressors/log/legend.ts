import type { LineTable } from './line-table.ts'
import type { LineMatches } from './match-lines.ts'
import type { Registers } from './registers.ts'

interface Legend {
  readonly matches: LineMatches
  readonly registers: Registers
  readonly dictionary: ReadonlyMap<string, string>
  readonly lines: LineTable
  readonly isFolded: boolean
  readonly definitions: string
  readonly written: string
}

const UNITS: Readonly<Record<number, string>> = {
  0: 'seconds',
  3: 'milliseconds',
  6: 'microseconds',
}

/** What a reader must know, in one line; only what this text makes use of. */
export function legendOf(source: Legend): string {
  const { matches, lines, isFolded, written, dictionary } = source
  const hasStamps = matches.usedForms.size > 0
  const parts = [
    `log by templates. Row: template letter${isFolded ? '' : ' (none: as above)'}`,
    hasStamps ? `, ${unitOf(source)} since the row above (none: 0)` : '',
    ', then cells for {1}, {2} … in number order; ',
    isFolded ? '' : 'a number is one column in all templates, ^ or no cell: as before; ',
    hasStep(source) ? '{n+1}: counts on by itself; ' : '',
    matches.templates.some(({ hasRest }) => hasRest) ? '{*}: rest of line; ' : '',
    dictionary.size > 0 ? 'A=…: value A; ' : '',
    hasStamps ? '@: time {t} from here; ' : '',
    /^\|/m.test(written) ? '|: line as is; ' : '',
    /^\*/m.test(written) ? '*n: n more like the row above; ' : '',
    source.definitions.includes('{/}') ? '{/}: line break; ' : '',
    hasPad(matches) ? '{>n}: spaces up to column n; ' : '',
    lines.lineBreak === '\r' ? 'lines end with CR' : '',
  ]
  return parts.join('').replace(/; $/, '')
}

function unitOf({ matches }: Legend): string {
  const [first, ...others] = [...matches.usedForms].map(
    (form) => matches.forms[form]?.fractionDigits,
  )
  const unit = others.every((digits) => digits === first) ? UNITS[first ?? 0] : undefined
  return unit ?? "units of {t}'s last digit"
}

function hasStep({ registers }: Legend): boolean {
  return registers.stepOf.some((steps) => steps.some((step) => step !== 0))
}

function hasPad({ templates }: LineMatches): boolean {
  return templates.some(({ pieces }) => pieces.some(({ kind }) => kind === 'pad'))
}
