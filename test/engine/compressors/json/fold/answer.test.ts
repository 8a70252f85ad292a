import { describe, expect, it } from 'vitest'
import { foldRows } from '../../../../../src/engine/compressors/json/fold-rows.ts'
import { applyFold } from '../../../../../src/engine/recall/marker.ts'
import { countTokens, rowsOf } from '../folding.ts'

interface Asked {
  readonly query?: string
  /** Arguments of the call. */
  readonly input?: string
  readonly targetTokens?: number
}

/** What is left where only a fold that holds the answer is wanted; `undefined` where none is sure to. */
function answer(rows: readonly object[], asked: Asked): string | undefined {
  const { query = '', input = '', targetTokens = 3000 } = asked
  const text = JSON.stringify(rows)
  const origin = { tool: 'search', callId: '1', input }
  const passage = {
    text,
    content: { kind: 'json', confidence: 100 },
    origin,
    folded: false,
  } as const
  const context = { query: `${query}\n${input}`, targetTokens, countTokens, signal: undefined }
  const fold = foldRows.fold(passage, { ...context, onlyAnswer: true })
  return fold === undefined ? undefined : applyFold(text, fold.omissions)
}

const parts = rowsOf(200).map((row, at) => ({
  ...row,
  message: `${['Table', 'Dialog', 'Chart', 'Menu', 'Login'][at % 5]}Panel${at}`,
}))

describe('folding only where the answer is known', () => {
  it('keeps all rows that match a search best', () => {
    const few = parts.filter((_, at) => at % 5 !== 4 || at < 60)
    const short = answer(few, { input: '{"query":"login panel","limit":50}' }) ?? ''
    for (const row of few) {
      if (row.message.startsWith('Login')) expect(short).toContain(JSON.stringify(row))
    }
    expect(short.split('"id"').length).toBeLessThan(30)
  })

  it('leaves all as it is where they have no room, are too many, or nothing was searched', () => {
    expect(answer(parts, { input: '{"query":"login"}', targetTokens: 700 })).toBeUndefined()
    const most = parts.map((row, at) => (at % 3 > 0 ? { ...row, message: `LoginPanel${at}` } : row))
    expect(answer(most, { input: '{"query":"login"}' })).toBeUndefined()
    expect(answer(parts, { input: '{"path":"login.json"}' })).toBeUndefined()
    expect(answer(parts, { query: 'describe the rows' })).toBeUndefined()
  })

  it('keeps the one row that several rare words of the query name', () => {
    const rows = parts.map((row, at) =>
      at === 120
        ? { ...row, fault: 'E-77', remedy: 'restart the broker', orders_affected: 12 }
        : row,
    )
    const short = answer(rows, { query: 'Which fault, which remedy, how many orders affected?' })
    expect(short).toContain(JSON.stringify(rows[120]))
    expect(short?.length).toBeLessThan(JSON.stringify(rows).length / 10)
    expect(answer(rows, { query: 'Was anything affected?' })).toBeUndefined()
  })

  it('leaves all as it is where something else tells much and has no room', () => {
    const failing = parts.map((row, at) =>
      at % 9 === 1 ? { ...row, status: 500 + (at % 90) } : row,
    )
    const input = '{"pattern":"login5|PanelX"}'
    const rows = failing.map((row, at) => (at === 44 ? { ...row, message: 'PanelX login5' } : row))
    expect(answer(rows, { input, targetTokens: 400 })).toBeUndefined()
  })
})
