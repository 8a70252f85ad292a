import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packJson } from '../../../../src/engine/compressors/json/pack.ts'
import { printGap } from '../../../../src/engine/text/gap-line.ts'
import { eager } from './contexts.ts'

function pack(text: string): string {
  const passage = { text, content: { kind: 'json' as const, confidence: 100 }, folded: true }
  return packJson.pack(passage, eager) ?? ''
}

/** Enough rows that a table pays. */
const FIRST_ROWS: readonly boolean[] = Array.from({ length: 6 }, () => true)

/** Rows as a printer writes them, some runs of them replaced by a gap line, as a fold leaves them. */
const folded = fc
  .record({
    kept: fc
      .array(fc.boolean(), { minLength: 3, maxLength: 30 })
      .map((later) => [...FIRST_ROWS, ...later]),
    layout: fc.constantFrom('compact', 'spaced', 'indented', 'nested', 'lines'),
    nested: fc.boolean(),
  })
  .map(({ kept, layout, nested }) => {
    const rows = kept.map((_, id) =>
      nested
        ? { id, user: { name: `u${id}`, tags: ['a', 'b'] }, parts: [{ n: id }, { n: 1 }] }
        : { id, level: id % 3 === 0 ? 'ERROR' : 'INFO', message: `did ${id}` },
    )
    return layoutRows(rows, kept, layout)
  })

/** What a layout writes around rows. */
interface Frame {
  readonly open: string
  readonly lead: string
  readonly separator: string
  readonly end: string
  readonly close: string
}

const FRAMES: Readonly<Record<string, Frame>> = {
  compact: { open: '[', lead: '', separator: ',', end: '', close: ']' },
  spaced: { open: '[', lead: '', separator: ', ', end: '', close: ']' },
  indented: { open: '[\n', lead: '  ', separator: ',\n', end: '\n', close: ']\n' },
  nested: {
    ...{ open: '{\n  "total": 9,\n  "rows": [\n', lead: '    ', separator: ',\n', end: '\n' },
    close: '  ]\n}',
  },
  lines: { open: '', lead: '', separator: '\n', end: '\n', close: '' },
}

function layoutRows(rows: readonly object[], kept: readonly boolean[], layout: string): string {
  const frame = FRAMES[layout]
  if (frame === undefined) return ''
  let text = frame.open
  for (let row = 0, size = 0; row < rows.length; row += Math.max(1, size)) {
    size = row === 0 ? 0 : hiddenFrom(kept, row)
    if (size > 0) text += printHidden(text, row, size)
    else {
      text += frame.lead + printRow(rows[row] ?? {}, layout, frame.lead)
      text += row === rows.length - 1 ? frame.end : frame.separator
    }
  }
  return text + frame.close
}

function printHidden(text: string, row: number, size: number): string {
  const gap = printGap({ unit: 'rows', from: row + 1, to: row + size, summary: 'level INFO 3' })
  return `${text.endsWith('\n') ? '' : '\n'}${gap}\n`
}

/** How many rows from `row` on are left out in one go. */
function hiddenFrom(kept: readonly boolean[], row: number): number {
  const shown = kept.indexOf(true, row)
  return (shown === -1 ? kept.length : shown) - row
}

function printRow(row: object, layout: string, lead: string): string {
  if (layout === 'compact' || layout === 'lines') return JSON.stringify(row)
  if (layout === 'spaced') {
    return JSON.stringify(row, null, 1)
      .replace(/\n */g, ' ')
      .replace(/([[{]) | ([\]}])/g, '$1$2')
  }
  return JSON.stringify(row, null, 2).replaceAll('\n', `\n${lead}`)
}

describe('json/pack of what a fold kept', () => {
  it('law: unpacking gives back the kept rows and the gaps, in order', () => {
    fc.assert(
      fc.property(folded, (text) => {
        const packed = pack(text)
        expect(packed).not.toBe('')
        expect(packJson.unpack(packed)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('copies each gap line as a line, and writes rows that stand whole', () => {
    const rows = Array.from({ length: 30 }, (_, id) => ({
      id: id * 3,
      at: `2024-01-15T10:${id + 10}:00Z`,
      ok: true,
    }))
    const gap = printGap({ unit: 'rows', from: 11, to: 20, summary: 'ok true 10 of 30' })
    const lines = rows.map((row) => JSON.stringify(row))
    const text = `[${lines.slice(0, 10).join(',')},\n${gap}\n${lines.slice(20).join(',')}]`
    const packed = pack(text)
    expect(packed.split('\n')).toContain(gap)
    expect(packed).toContain('\n27,2024-01-15T10:19:00Z')
    expect(packJson.unpack(packed)).toBe(text)
  })

  it('leaves a folded text of irregular layout alone', () => {
    const gap = printGap({ unit: 'rows', from: 2, to: 3, summary: '' })
    expect(pack(`[1, 2,\n${gap}\n4,5]`)).toBe('')
  })
})
